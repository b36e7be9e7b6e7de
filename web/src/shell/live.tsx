'use client'

import { useFormatter, useTranslations } from 'use-intl'
import styles from './shell.module.css'

/** Whether a page follows what happens, and since when it does not. */
export type LiveState = 'connecting' | 'live' | { readonly staleSince: Date; readonly why: string }

/** Says honestly whether the page is live; a page that is not says since when, and that it catches up. */
export function Live({ state }: { readonly state: LiveState }) {
  const words = useTranslations('shell')
  const format = useFormatter()
  if (typeof state === 'object') {
    return (
      <output className={styles['stale']} title={state.why}>
        {words('stale', { time: format.dateTime(state.staleSince, { timeStyle: 'medium' }) })}
      </output>
    )
  }
  return (
    <output className={styles['live']} data-state={state}>
      <span aria-hidden className={styles['dot']} />
      {words(state)}
    </output>
  )
}
