import { CircleMinus } from 'lucide-react'
import { toneIcons } from '../../design/tone-icons.ts'
import { tones } from '../../design/tone.ts'
import type { StepState } from './step.ts'

/** The icon of a step's state. Its word is in the step's name, so it is hidden from those who hear the page. */
export function StepMark({ state, className }: { readonly state: StepState; readonly className: string | undefined }) {
  const Icon = state === 'SKIPPED' ? CircleMinus : toneIcons[tones.step[state]]
  return <Icon aria-hidden className={className} />
}
