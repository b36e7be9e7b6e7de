import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Claim } from '../store/idempotency.ts'
import type { TargetPlan } from './plan.ts'

/** What a submission gave; the same form for a dry run. */
export type Submitted = {
  readonly project: string
  readonly operation: string | null
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
  readonly before: string | null
  readonly after: string | null
  readonly targets: readonly TargetPlan[]
}

/** A submission that was refused, or that only told what would happen. */
export function refusedWith(project: string, problems: readonly Problem[]): Submitted {
  return { project, operation: null, problems, notices: [], before: null, after: null, targets: [] }
}

/** A submission that is an operation now, or was one before under the same key. */
export function answered(
  project: string,
  claim: Pick<Claim, 'type'> & { readonly operation?: string },
  id: string,
): Submitted {
  if (claim.type === 'reused') return refusedWith(project, [reusedProblem])
  return { ...refusedWith(project, []), operation: claim.type === 'known' ? (claim.operation ?? id) : id }
}

export const reusedProblem = problem(
  'IDEMPOTENCY_KEY_REUSED',
  'This idempotency key was used with another input. Send a new key for a new change.',
  { path: ['idempotencyKey'] },
)
