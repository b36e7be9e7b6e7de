import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleMinus,
  Hourglass,
  type LucideIcon,
} from 'lucide-react'
import type { StepState } from './step.ts'

const icons = {
  PENDING: CircleDashed,
  RUNNING: CircleDot,
  WAITING: Hourglass,
  SUCCEEDED: CircleCheck,
  FAILED: CircleAlert,
  SKIPPED: CircleMinus,
} as const satisfies Record<StepState, LucideIcon>

/** The icon of a step's state. Its word is in the step's name, so it is hidden from those who hear the page. */
export function StepMark({ state, className }: { readonly state: StepState; readonly className: string | undefined }) {
  const Icon = icons[state]
  return <Icon aria-hidden className={className} />
}
