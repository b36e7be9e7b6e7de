'use client'

import { useTranslations } from 'use-intl'
import { orderSteps } from './arrange.ts'
import { isDone, type GraphStep } from './step.ts'
import styles from './step-bar.module.css'

/** All steps as a thin bar: each as wide as its weight, in the colour of its state; one that failed stands out. */
export function StepBar({ steps }: { readonly steps: readonly GraphStep[] }) {
  const words = useTranslations('picture.steps')
  const count = (state: GraphStep['state']): number => steps.filter((step) => step.state === state).length
  const running = count('RUNNING')
  const failed = count('FAILED')
  const label = [
    words('bar', { done: steps.filter(isDone).length, total: steps.length }),
    running > 0 ? words('barRunning', { running }) : '',
    failed > 0 ? words('barFailed', { failed }) : '',
  ]
  return (
    <span className={styles['bar']}>
      <span className={styles['heard']}>{label.filter((one) => one !== '').join(', ')}</span>
      {orderSteps(steps).map(({ key, state, weight }) => (
        <span
          key={key}
          aria-hidden
          className={styles['piece']}
          data-state={state}
          style={{ flexGrow: Math.max(weight, 0.25) }}
        />
      ))}
    </span>
  )
}
