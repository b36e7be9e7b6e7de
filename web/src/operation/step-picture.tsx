'use client'

import dynamic from 'next/dynamic'
import { useNow, useTranslations } from 'use-intl'
import type { OperationViewFragment } from '../../generated/graph.ts'
import styles from './operation.module.css'

const StepGraph = dynamic(() => import('./graph/step-graph.tsx').then((loaded) => loaded.StepGraph))

type Props = {
  readonly operation: OperationViewFragment
  readonly selected: string | null
  readonly onSelect: (key: string) => void
}

/** The steps as a picture that fills; below it the same as a list. */
export function StepPicture({ operation: { steps, finishedAt }, selected, onSelect }: Props) {
  const words = useTranslations('operation')
  const now = useNow(finishedAt === null ? { updateInterval: 500 } : undefined)
  return (
    <section aria-label={words('graph')} className={styles['graph']}>
      <StepGraph
        steps={steps}
        now={finishedAt === null ? now.getTime() : Date.parse(finishedAt)}
        isOver={finishedAt !== null}
        selected={selected}
        onSelect={onSelect}
      />
    </section>
  )
}
