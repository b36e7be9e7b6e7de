import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { reissue } from '../reconcile/service-remedies.ts'

/** What is known of an instance's credentials when something is decided about them. */
export type CredentialView = {
  /** Whether the thing that they open exists (and is ours), and for which request its credentials were set last. */
  readonly thing: { readonly issue: string; readonly isRetained: boolean } | null
  /** For which request the recorded value was issued; `null`: the API says that there is no such Secret. */
  readonly pending: string | null
  readonly published: string | null
}

export type CredentialDecision =
  /** The published value is the one to use. */
  | { readonly type: 'use-published' }
  /** The recorded value is to be set, verified and published. */
  | { readonly type: 'use-pending'; readonly issue: string }
  /** A new value is to be recorded first. */
  | { readonly type: 'record'; readonly issue: string }
  /** They are gone, and nobody asked for new ones. */
  | { readonly type: 'lost' }

/** The request that first credentials are issued for. */
export const firstIssue = 'first'

/**
 * Which credentials an instance uses. New ones are issued only for a thing that does not exist yet, for one that
 * comes back from retention, and on explicit request (`reissue`, the operation's id); each request counts once,
 * because the thing's own mark says for which one its credentials were set.
 */
export function decideCredentials(view: CredentialView, reissue: string | undefined): CredentialDecision {
  const { thing, pending, published } = view
  const isAskedFor = reissue !== undefined && thing?.issue !== reissue && published !== reissue
  if (pending !== null && (!isAskedFor || pending === reissue)) return { type: 'use-pending', issue: pending }
  if (isAskedFor) return { type: 'record', issue: reissue }
  if (published !== null) return { type: 'use-published' }
  if (thing === null || thing.isRetained) return { type: 'record', issue: reissue ?? firstIssue }
  return { type: 'lost' }
}

/** The instance of a service that credentials are of. */
type Whose = {
  readonly deployment: string
  readonly service: string
  readonly owner: { readonly project: string }
}

/** The refusal to issue credentials again, with the way to ask for it. */
export function credentialsLost(what: string, { deployment, service, owner: { project } }: Whose): Problem {
  return problem(
    'CREDENTIALS_LOST',
    `${what} exists, but both Secrets with its credentials are gone. New ones are issued on request only: they lock out whoever uses the present ones.`,
    { remedies: [reissue({ project, deployment, service })] },
  )
}
