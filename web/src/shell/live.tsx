'use client'

import { useFormatter, useTranslations } from 'use-intl'
import styles from './shell.module.css'

/** Whether a page follows what happens, since when it does not, and how much came late now that it does again. */
export type LiveState = 'connecting' | 'live' | { readonly staleSince: Date } | { readonly caughtUp: number }

/** Whether something came late, which is worth saying even where nothing more will come. */
export function isCaughtUp(state: LiveState): boolean {
  return typeof state === 'object' && 'caughtUp' in state
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

/** Says honestly whether the page is live; a page that is not says since when, and that it catches up. */
export function Live({ state }: { readonly state: LiveState }) {
  const words = useTranslations('shell')
  const format = useFormatter()
  if (typeof state === 'object' && 'staleSince' in state) {
    return (
      <output className={styles['stale']}>{words('stale', { time: format.dateTime(state.staleSince, clock) })}</output>
    )
  }
  const isBack = typeof state === 'object'
  return (
    <output className={styles['live']} data-state={isBack ? 'live' : state}>
      <span aria-hidden className={styles['dot']} />
      {isBack ? words('caughtUp', { count: state.caughtUp }) : words(state)}
    </output>
  )
}
