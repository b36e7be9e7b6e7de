'use client'

import { useTranslations } from 'use-intl'
import type { OperationViewFragment } from '../../generated/graph.ts'
import { ProblemCard } from '../design/problem-card.tsx'
import styles from './operation.module.css'

/** What went wrong or is waited for, apart from what a step itself says. */
export function TargetNotes({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  // A failing step shows its own problem; the target repeats it for those who read targets alone.
  const ofSteps = new Set(operation.steps.flatMap(({ problem }) => (problem === null ? [] : [problem.message])))
  const own = operation.problems.filter(({ message }) => !ofSteps.has(message))
  const waiting = operation.targets.flatMap(({ name, waitingFor }) =>
    waitingFor?.problem == null || ofSteps.has(waitingFor.problem.message)
      ? []
      : [{ name, problem: waitingFor.problem }],
  )
  if (own.length === 0 && waiting.length === 0) return null
  return (
    <section className={styles['notes']} aria-label={words('notes')}>
      {own.map((problem) => (
        <ProblemCard key={`${problem.code} ${problem.message}`} problem={problem} />
      ))}
      {waiting.map(({ name, problem }) => (
        <ProblemCard key={name} problem={problem} tone="waiting" />
      ))}
    </section>
  )
}
