import { CircleAlert, CircleCheck, CircleDashed, CircleDot, Hourglass, type LucideIcon } from 'lucide-react'
import type { Tone } from './tone.ts'

/** What a state looks like, for eyes that do not tell colours apart. */
export const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  ready: CircleCheck,
  working: CircleDot,
  waiting: Hourglass,
  failed: CircleAlert,
  unknown: CircleDashed,
}
