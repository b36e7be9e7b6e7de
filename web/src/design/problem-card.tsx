'use client'

import { CircleAlert, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { ProblemCardFragment } from '../../generated/graph.ts'
import styles from './problem-card.module.css'

type Props = {
  readonly problem: ProblemCardFragment
  /** What happened before it went wrong is failed; what is only held up waits. */
  readonly tone?: 'failed' | 'waiting'
  /** What can be pressed about it. */
  readonly children?: ReactNode
}

/** What happened, whose it is, and what can be done about it; the permanent code is there for whoever asks. */
export function ProblemCard({ problem, tone = 'failed', children }: Props) {
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
        {problem.remedies.length > 0 && (
          <ul className={styles['remedies']}>
            {problem.remedies.map(({ title }) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        )}
        {children !== undefined && <div className={styles['acts']}>{children}</div>}
      </div>
    </section>
  )
}
