'use client'

import { useTranslations } from 'use-intl'
import { tones, type Axis, type StateOf, type Tone } from './tone.ts'
import { toneIcons } from './tone-icons.ts'
import { TimeAgo } from './time-ago.tsx'
import styles from './status.module.css'

type Props<Which extends Axis> = {
  readonly axis: Which
  readonly state: StateOf<Which>
  /** When it came into this state. */
  readonly since?: string | null
  readonly quiet?: boolean
}

/** A state as icon, word and colour, and the time since it changed. */
export function Status<Which extends Axis>({ axis, state, since = null, quiet = false }: Props<Which>) {
  const words = useTranslations('status')
  const tone: Tone = (tones[axis] as Readonly<Record<string, Tone>>)[state] ?? 'unknown' // a newer server may say more
  const Icon = toneIcons[tone]
  const word = words(`${axis}.${state}` as Parameters<typeof words>[0]) // both tables have the same keys, which a test holds
  return (
    <span className={quiet ? styles['quiet'] : styles['pill']} data-tone={tone}>
      <Icon aria-hidden className={styles['icon']} />
      <span>{word}</span>
      {since !== null && <TimeAgo at={since} className={styles['since']} />}
    </span>
  )
}
