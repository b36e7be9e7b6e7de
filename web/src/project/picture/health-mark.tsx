import { toneIcons } from '../../design/tone-icons.ts'
import { tones, type Tone } from '../../design/tone.ts'
import type { Health, PartThere } from './model.ts'
import styles from './health-mark.module.css'

/** The colour of a health; what is in no deployment has none. */
export function toneOf(health: Health | null): Tone {
  return health === null ? 'unknown' : tones.health[health]
}

/** The icon of a health. The word stands beside it, so it is hidden from those who hear the page. */
export function HealthIcon({ health }: { readonly health: Health | null }) {
  const tone = toneOf(health)
  const Icon = toneIcons[tone]
  return <Icon aria-hidden className={styles['icon']} data-tone={tone} />
}

/**
 * A dot for each deployment, in their order: the fifth dot is the fifth deployment everywhere. A state has its own
 * shape, for eyes that do not tell colours apart. The node's name says the same in words.
 */
export function HealthDots({ there }: { readonly there: readonly PartThere[] }) {
  return (
    <svg aria-hidden className={styles['dots']} viewBox={`0 0 ${there.length * 11} 10`} height="10">
      {there.map(({ deployment, health }, index) => (
        <path
          key={deployment}
          className={styles['dot']}
          data-tone={health === null ? 'absent' : toneOf(health)}
          transform={`translate(${index * 11 + 5} 5)`}
          d={health === null ? shapes.absent : shapes[toneOf(health)]}
        />
      ))}
    </svg>
  )
}

const disk = 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z'

/** Full, ring, half, diamond, small ring; a dash for what is not there. */
const shapes = {
  ready: disk,
  working: `${disk}M-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0Z`,
  waiting: 'M0 -3.5a3.5 3.5 0 1 0 0 7ZM0 -3.5a3.5 3.5 0 1 1 0 7',
  failed: 'M0 -4.6L4.6 0L0 4.6L-4.6 0Z',
  unknown: 'M-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z',
  absent: 'M-2.5 0H2.5',
} as const satisfies Record<Tone | 'absent', string>
