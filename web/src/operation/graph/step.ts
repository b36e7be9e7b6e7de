import type { StateOf } from '../../design/tone.ts'

export type StepState = StateOf<'step'>

/** A step of an operation, as the graph of steps shows it. */
export type GraphStep = {
  /** Deployment, part and step, such as `production/orders/role`; without a part it is about the whole deployment. */
  readonly key: string
  readonly deployment: string
  readonly title: string
  /** The keys of the steps that come first. */
  readonly needs: readonly string[]
  readonly state: StepState
  readonly attempts: number
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** Its share of the whole. */
  readonly weight: number
  /** What it does or waits for now. */
  readonly message: string
}

/** The component or service that a step is about; null if it is about the whole deployment. */
export function partOf({ key }: Pick<GraphStep, 'key'>): string | null {
  const [, part, step] = key.split('/')
  return step === undefined ? null : (part ?? null)
}

/** True once it has come to its end, well or badly. */
export function isOver({ state }: Pick<GraphStep, 'state'>): boolean {
  return isDone({ state }) || state === 'FAILED' || state === 'SKIPPED'
}

/** True once nothing is left of it to do. */
export function isDone({ state }: Pick<GraphStep, 'state'>): boolean {
  return state === 'SUCCEEDED'
}

/** True while it is at work, or waits to go on. */
export function isActive({ state }: Pick<GraphStep, 'state'>): boolean {
  return state === 'RUNNING' || state === 'WAITING'
}

/** How long it took, or takes until now; null if it did not begin. */
export function tookMs({ startedAt, finishedAt }: GraphStep, now: number): number | null {
  if (startedAt === null) return null
  const end = finishedAt === null ? now : Date.parse(finishedAt)
  // Clocks of two machines differ a little: nothing took less than no time.
  return Math.max(0, end - Date.parse(startedAt))
}
