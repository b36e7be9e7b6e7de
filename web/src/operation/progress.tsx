'use client'

import { useTranslations } from 'use-intl'
import type { OperationViewFragment } from '../../generated/graph.ts'
import styles from './operation.module.css'

/** How far it is, what runs now, and how long it will still take by what this project's changes took before. */
export function Progress({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  const { progress, steps, state, finishedAt, waitingFor } = operation
  if (progress.total === 0 && waitingFor === null) return null
  const running = steps.filter((step) => step.state === 'RUNNING')
  const percent = Math.round(progress.fraction * 100)
  return (
    <section className={styles['progress']} aria-label={words('progress')}>
      <progress aria-label={words('progress')} value={percent} max={100} className={styles['bar']} data-state={state} />
      <p className={styles['now']} aria-live="polite">
        <strong>{words('done', { done: progress.done, total: progress.total })}</strong>
        {/* A problem that is waited for has a place of its own below. */}
        {finishedAt === null && waitingFor !== null && waitingFor.problem === null && <span>{waitingFor.message}</span>}
        {finishedAt === null && running.length > 0 && (
          <span>
            {words('running', {
              titles: running
                .map(({ title }) => title)
                .slice(0, 3)
                .join(' · '),
            })}
          </span>
        )}
        {/* Nobody knows how long something is waited for. */}
        {finishedAt === null && waitingFor === null && progress.estimatedSecondsLeft !== null && (
          <span className={styles['left']}>{words('left', { seconds: progress.estimatedSecondsLeft })}</span>
        )}
      </p>
    </section>
  )
}
