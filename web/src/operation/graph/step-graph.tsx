'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { arrange, type Placed } from './arrange.ts'
import { criticalPath } from './critical-path.ts'
import { msPerWeight } from './expectation.ts'
import { LaneView } from './lane-view.tsx'
import type { GraphStep } from './step.ts'
import styles from './step-graph.module.css'

type Props = {
  readonly steps: readonly GraphStep[]
  /** The time in milliseconds, as far as the page knows it; what runs is measured against it. */
  readonly now: number
  /** True once the operation has ended: what has not begun then never will. */
  readonly isOver?: boolean
  /** The key of the step that is shown in full elsewhere. */
  readonly selected?: string | null
  readonly onSelect: (key: string) => void
}

/**
 * An operation as it fills from left to right: a lane for each deployment, in it a row for each part, each step right
 * of all that it needs. What the whole waits for is marked.
 */
export function StepGraph({ steps, now, isOver = false, selected = null, onSelect }: Props) {
  const words = useTranslations('picture.steps')
  // Places follow from keys and needs, so that a change of states must not even ask.
  const structure = JSON.stringify(steps.map(({ key, deployment, needs }): Placed => ({ key, deployment, needs })))
  const lanes = useMemo(() => arrange(JSON.parse(structure) as readonly Placed[]), [structure]) // as it was written
  if (steps.length === 0) return <p className={styles['none']}>{words('none')}</p>
  const own = Map.groupBy(steps, ({ deployment }) => deployment)
  return (
    <section aria-label={words('labelAll')} className={styles['graph']}>
      <p className={styles['legend']}>
        <svg aria-hidden viewBox="0 0 28 4">
          <path d="M0 2H28" />
        </svg>
        {words('criticalLegend')}
        <span className={styles['heard']}> {words('hint')}</span>
      </p>
      {lanes.map((lane) => {
        const inLane = own.get(lane.deployment) ?? []
        return (
          <LaneView
            key={lane.deployment}
            lane={lane}
            steps={inLane}
            critical={criticalPath(inLane, now)}
            rate={msPerWeight(steps)}
            now={now}
            isOver={isOver}
            selected={selected}
            onSelect={onSelect}
          />
        )
      })}
    </section>
  )
}
