import { credentialsLost, decideCredentials, type CredentialView } from '../../../credentials/decide.ts'
import type { ObservedStatement, ObservedUser } from '../../../ports/object-storage.ts'
import { Stalled } from '../../../reconcile/outcome.ts'
import { isOurs, refuseForeign, refuseRetained, type Removal } from '../../instance.ts'
import type { Mark } from '../../mark.ts'
import { isSamePolicy, issueOf, statementsOf, type BucketWish, type StorageInstance } from '../instance.ts'

export type ObservedUserState = {
  readonly user: ObservedUser | null
  readonly policy: readonly ObservedStatement[] | null
  readonly bucketMark: Mark | null
  readonly pending: string | null
  readonly published: string | null
  readonly isPublishedRight: boolean | null
  /** Whether the server takes the keys that are to be used; `null` if there is no user to try, or it is disabled. */
  readonly isKeyRight: boolean | null
}

export type UserAction =
  | { readonly type: 'record-credentials'; readonly issue: string }
  | { readonly type: 'set-policy'; readonly policy: string; readonly issue: string }
  | { readonly type: 'set-user'; readonly accessKey: string; readonly issue: string }
  | { readonly type: 'attach-policy'; readonly accessKey: string; readonly policy: string }
  | { readonly type: 'leave-group'; readonly accessKey: string; readonly group: string }
  | { readonly type: 'publish-credentials'; readonly service: string }
  | { readonly type: 'disable-user'; readonly accessKey: string }
  | { readonly type: 'remove-user'; readonly accessKey: string }
  | { readonly type: 'remove-policy'; readonly policy: string }
  | { readonly type: 'remove-credentials'; readonly service: string }

/** What has to be done so that the user, its policy and its published keys are as wished. */
export function planUser(
  instance: StorageInstance,
  wish: BucketWish,
  observed: ObservedUserState,
): readonly UserAction[] {
  refuseOthers(instance, observed)
  const decision = decideCredentials(viewOf(instance, wish, observed), wish.reissue)
  switch (decision.type) {
    case 'lost':
      throw new Stalled(credentialsLost(`The user "${instance.accessKey}"`, instance))
    case 'record':
      return [{ type: 'record-credentials', issue: decision.issue }]
    case 'use-pending':
      return set(instance, observed, decision.issue)
    case 'use-published':
      return set(instance, observed, observed.published ?? '')
    default:
      return decision satisfies never
  }
}

function refuseOthers(instance: StorageInstance, observed: ObservedUserState): void {
  const { user, policy } = observed
  if (user !== null && !isUserOurs(instance, observed)) refuseForeign(`The user "${user.accessKey}"`)
  if (user === null && policy !== null && issueOf(instance, policy) === null)
    refuseForeign(`The policy "${instance.policy}"`)
}

function viewOf(instance: StorageInstance, wish: BucketWish, observed: ObservedUserState): CredentialView {
  const { user, policy, pending, published, bucketMark } = observed
  if (user === null) return { thing: null, pending, published }
  const isRetained = !user.isEnabled && pending === null && published === null
  if (isRetained && wish.retained === undefined && bucketMark?.retainedUntil != null)
    refuseRetained(`The bucket "${instance.bucket}"`, bucketMark.retainedUntil, instance)
  const thing = { issue: issueOf(instance, policy) ?? '', isRetained: isRetained && wish.retained !== undefined }
  return { thing, pending, published }
}

/**
 * A user has no mark of its own: its policy carries one, and where somebody took that away, the bucket's mark and the
 * Secrets in our namespace say the same.
 */
function isUserOurs(instance: StorageInstance, observed: ObservedUserState): boolean {
  return (
    issueOf(instance, observed.policy) !== null ||
    isOurs(observed.bucketMark, instance.owner) ||
    observed.pending !== null ||
    observed.published !== null
  )
}

function set(instance: StorageInstance, observed: ObservedUserState, issue: string): readonly UserAction[] {
  const { user, policy } = observed
  const { accessKey, policy: name } = instance
  const isSet = user !== null && user.isEnabled && observed.isKeyRight === true
  const isPolicyRight = policy !== null && isSamePolicy(policy, statementsOf(instance, issue))
  const actions: UserAction[] = []
  // The policy carries for which request the keys were set, so it is written after them.
  if (!isSet) actions.push({ type: 'set-user', accessKey, issue })
  if (!isPolicyRight) actions.push({ type: 'set-policy', policy: name, issue })
  if (user?.policies.join() !== name) actions.push({ type: 'attach-policy', accessKey, policy: name })
  for (const group of user?.groups ?? []) actions.push({ type: 'leave-group', accessKey, group })
  if (actions.length > 0) return actions
  return observed.pending === null && observed.isPublishedRight === true
    ? []
    : [{ type: 'publish-credentials', service: instance.service }]
}

/** What has to be done so that nobody signs in as the user any more; with `delete` nothing of it is left. */
export function planUserRemoval(
  instance: StorageInstance,
  removal: Removal,
  observed: ObservedUserState,
): readonly UserAction[] {
  const { user, policy, pending, published } = observed
  const isOurUser = user !== null && isUserOurs(instance, observed)
  const isOurPolicy = issueOf(instance, policy) !== null
  const credentials: readonly UserAction[] =
    pending === null && published === null ? [] : [{ type: 'remove-credentials', service: instance.service }]
  if (removal.mode === 'retain')
    return [
      ...(isOurUser && user.isEnabled ? [{ type: 'disable-user' as const, accessKey: user.accessKey }] : []),
      ...credentials,
    ]
  return [
    ...(isOurUser ? [{ type: 'remove-user' as const, accessKey: user.accessKey }] : []),
    ...(isOurPolicy ? [{ type: 'remove-policy' as const, policy: instance.policy }] : []),
    ...credentials,
  ]
}
