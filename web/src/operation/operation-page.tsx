'use client'

import { useCallback } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import {
  OperationAgainDocument,
  OperationChangedDocument,
  type OperationPageQuery,
  type OperationViewFragment,
} from '../../generated/graph.ts'
import { Status } from '../design/status.tsx'
import { isBeginning } from '../graph/is-beginning.ts'
import { useReading } from '../graph/use-reading.ts'
import { isCaughtUp } from '../shell/live.tsx'
import { Shell, type Crumb } from '../shell/shell.tsx'
import { useFollow } from '../streams/use-follow.ts'
import { afterChange, type OperationEvent } from './after-change.ts'
import { graphLanguage } from '../words/graph-language.ts'
import { OperationActs } from './operation-acts.tsx'
import { OperationFacts } from './operation-facts.tsx'
import { Progress } from './progress.tsx'
import { StepPicture } from './step-picture.tsx'
import { StepList } from './step-list.tsx'
import { TargetNotes } from './target-notes.tsx'
import { useSelectedStep } from './use-selected-step.ts'

type Props = {
  readonly viewer: OperationPageQuery['viewer']
  readonly first: OperationViewFragment
  /** The step that the address names. */
  readonly step: string | null
}

/** One change on its way: what runs now and why, what is left, what went wrong; afterwards a record of it. */
export function OperationPage({ viewer, first, step }: Props) {
  const words = useTranslations('operation')
  const states = useTranslations('status')
  const [operation, reading] = useReading(first, OperationAgainDocument)
  const language = graphLanguage[useLocale()]
  const onEvent = useCallback(
    ({ operation: event }: { readonly operation: OperationEvent }) => {
      const { type } = event.change
      reading.change((shown) => afterChange(shown, event))
      // What is over is read once more: the record of it knows the times of each step.
      const isOver = type === 'STATE' && event.operation.finishedAt !== null
      if (isOver || isBeginning(type))
        reading.again({ id: event.operation.id, language }, (shown, read) => read.operation ?? shown)
    },
    [reading, language],
  )
  const live = useFollow(OperationChangedDocument, { id: first.id, language }, onEvent)
  const [selected, select] = useSelectedStep(step)
  const { project } = operation
  const crumbs: readonly Crumb[] = [
    { name: words('projects'), href: '/' },
    ...(project === null ? [] : [{ name: project.displayName, href: `/projects/${project.name}` }]),
  ]
  const isOver = operation.finishedAt !== null
  return (
    <Shell
      viewer={viewer}
      title={states(`kind.${operation.kind}`)}
      crumbs={crumbs}
      live={isOver && !isCaughtUp(live) ? undefined : live}
      beside={<Status axis="operation" state={operation.state} since={operation.finishedAt ?? operation.startedAt} />}
      copied={{ type: 'operation', id: operation.id }}
      act={<OperationActs operation={operation} />}
    >
      <OperationFacts operation={operation} />
      <Progress operation={operation} />
      <TargetNotes operation={operation} />
      {operation.steps.length > 0 && (
        <>
          <StepPicture operation={operation} selected={selected} onSelect={select} />
          <StepList operation={operation} selected={selected} onSelect={select} />
        </>
      )}
    </Shell>
  )
}
