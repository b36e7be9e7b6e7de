'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { OperationViewFragment } from '../../generated/graph.ts'
import { ProblemCard } from '../problems/problem-card.tsx'
import { placeIn } from './place-in.ts'
import styles from './operation.module.css'

/** What went wrong or is waited for, apart from what a step itself says. */
export function TargetNotes({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  // A failing step shows its own problem; the target repeats it for those who read targets alone.
  const ofSteps = new Set(operation.steps.flatMap(({ problem }) => (problem === null ? [] : [problem.message])))
  const isSuperseded = operation.state === 'SUPERSEDED'
  const later = operation.targets.find(({ supersededBy }) => supersededBy !== null)?.supersededBy
  // Several deployments often have the same; what a later change took over is that one's to say.
  const own = isSuperseded
    ? []
    : operation.problems.filter(
        ({ message }, index, all) => !ofSteps.has(message) && all.findIndex((one) => one.message === message) === index,
      )
  const waiting = operation.targets.flatMap(({ name, waitingFor }) =>
    operation.finishedAt !== null || waitingFor?.problem == null || ofSteps.has(waitingFor.problem.message)
      ? []
      : [{ name, problem: waitingFor.problem }],
  )
  if (own.length === 0 && waiting.length === 0 && !isSuperseded) return null
  return (
    <section className={styles['notes']} aria-label={words('notes')}>
      {isSuperseded && (
        <p>
          {words('superseded')}{' '}
          {later != null && (
            <Link href={`/operations/${later.id}`} className={styles['link']}>
              {words('laterChange')}
            </Link>
          )}
        </p>
      )}
      {own.map((problem) => (
        <ProblemCard key={`${problem.code} ${problem.message}`} problem={problem} place={placeIn(operation)} />
      ))}
      {waiting.map(({ name, problem }) => (
        <ProblemCard key={name} problem={problem} tone="waiting" place={placeIn(operation, name)} />
      ))}
    </section>
  )
}
