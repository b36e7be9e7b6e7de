'use client'

import { CircleAlert, Hourglass } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ProblemCardFragment } from '../../generated/graph.ts'
import { Remedies } from './remedies.tsx'
import type { ProblemPlace } from './way-of.ts'
import styles from './problem-card.module.css'

type Props = {
  readonly problem: ProblemCardFragment
  /** What happened before it went wrong is failed; what is only held up waits. */
  readonly tone?: 'failed' | 'waiting'
  /** Where it was met; without it remedies are only told. */
  readonly place?: ProblemPlace | null
}

/** What happened, whose it is, and what can be done about it; the permanent code is there for whoever asks. */
export function ProblemCard({ problem, tone = 'failed', place = null }: Props) {
  const words = useTranslations('shell')
  const Icon = tone === 'failed' ? CircleAlert : Hourglass
  return (
    <section className={styles['card']} data-tone={tone} aria-label={problem.message}>
      <Icon aria-hidden className={styles['icon']} />
      <div className={styles['body']}>
        <p className={styles['message']}>{problem.message}</p>
        <p className={styles['facts']}>
          {words(`whoseFault.${problem.fault}`)}
          {problem.path.length > 0 && (
            <>
              {' · '}
              <code>{problem.path.join('.')}</code>
            </>
          )}
          {' · '}
          <code>{problem.code}</code>
        </p>
        <Remedies remedies={problem.remedies} place={place} />
      </div>
    </section>
  )
}
