import type { Problem } from '@operations-manager/schema/problems/problem.ts'

/** Who asked. A commit made by hand counts under its author, verified only when signed. */
export type Actor =
  | {
      readonly type: 'person'
      readonly subject: string
      readonly email: string | null
      readonly name: string
    }
  | { readonly type: 'token'; readonly token: string; readonly name: string; readonly createdBy: string }
  | { readonly type: 'commit'; readonly email: string; readonly name: string; readonly verified: boolean }
  | { readonly type: 'platform' }

/** What an operation or target waits for, as a sentence. */
export type WaitingFor = { readonly on: string; readonly message: string; readonly problem: Problem | null }

/** Whether the operation's commit is in the branch. An operation that needs no commit is saved at once. */
export type SaveState = 'PENDING' | 'SAVED' | 'FAILED'

export const operationStates = [
  'RECORDED',
  'SAVED',
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'SUPERSEDED',
] as const
export type OperationState = (typeof operationStates)[number]

/** SAVED is open and not yet taken by the cluster, QUEUED is taken. */
export const targetStates = ['SAVED', 'QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'SUPERSEDED'] as const
export type TargetState = (typeof targetStates)[number]

const finalTargets: ReadonlySet<TargetState> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'SUPERSEDED'])

/** A final state never changes. */
export function isFinal(state: TargetState): boolean {
  return finalTargets.has(state)
}

/** Whether nothing about this operation will change any more. */
export function isFinished(save: SaveState, targets: readonly TargetState[]): boolean {
  return save === 'FAILED' || (save === 'SAVED' && targets.every(isFinal))
}

/** The state of an operation: the first rule that holds. */
export function deriveOperationState(save: SaveState, targets: readonly TargetState[]): OperationState {
  if (save === 'FAILED') return 'FAILED'
  if (save === 'PENDING') return 'RECORDED'
  if (targets.length === 0) return 'SUCCEEDED'
  const any = (state: TargetState): boolean => targets.includes(state)
  if (any('RUNNING')) return 'RUNNING'
  if (any('FAILED')) return 'FAILED'
  if (any('QUEUED')) return 'QUEUED'
  if (any('SAVED')) return 'SAVED'
  if (any('CANCELLED')) return 'CANCELLED'
  if (targets.every((state) => state === 'SUPERSEDED')) return 'SUPERSEDED'
  return 'SUCCEEDED'
}

/** How far an open target has come; a report that is behind this is late and changes nothing. */
const ranks = {
  SAVED: 0,
  QUEUED: 1,
  RUNNING: 2,
  SUCCEEDED: 3,
  FAILED: 3,
  CANCELLED: 3,
  SUPERSEDED: 3,
} as const satisfies Record<TargetState, number>

/**
 * The state after a report. A final state never changes, and a cluster that starts again may say QUEUED about
 * what runs: the target stays RUNNING, so no reader sees it go back.
 */
export function nextTargetState(now: TargetState, reported: TargetState): TargetState {
  return isFinal(now) || ranks[reported] < ranks[now] ? now : reported
}
