import { problem } from '@operations-manager/schema/problems/problem.ts'
import { usedCredential } from '../../../credentials/used.ts'
import { asSecrets, isPublishedAs } from '../../../credentials/outputs.ts'
import type { Kind } from '../../../reconcile/kind.ts'
import { Waiting } from '../../../reconcile/outcome.ts'
import type { Removal } from '../../instance.ts'
import { parseMarkEntries } from '../../mark.ts'
import type { StorageDeps } from '../deps.ts'
import { statementsOf, storageOutputs, type BucketWish, type StorageInstance } from '../instance.ts'
import { planUser, planUserRemoval, type ObservedUserState, type UserAction } from './plan.ts'

/** The user of one instance's bucket, with its policy and its keys. */
export function userKind(
  deps: StorageDeps,
  instance: StorageInstance,
  removal: Removal | null,
): Kind<null, BucketWish, ObservedUserState, UserAction> {
  return {
    name: 'user',
    observe: () => observeUser(deps, instance),
    plan: (desired, observed) => {
      if (observed === null) return []
      if (desired !== null) return planUser(instance, desired, observed)
      return removal === null ? [] : planUserRemoval(instance, removal, observed)
    },
    apply: (action) => applyUser(deps, instance, action),
  }
}

async function observeUser({ port, credentials }: StorageDeps, instance: StorageInstance): Promise<ObservedUserState> {
  const [user, policy, tags, pending, published] = await Promise.all([
    port.readUser(instance.accessKey),
    port.readPolicy(instance.policy),
    port.readTags(instance.bucket),
    credentials.readPending(instance.place),
    credentials.readPublished(instance.place),
  ])
  const used = pending ?? published
  const { accessKey, bucket: name } = instance
  return {
    user,
    policy,
    bucketMark: parseMarkEntries(tags ?? {}),
    pending: pending?.issue ?? null,
    published: published?.issue ?? null,
    isPublishedRight: published === null ? null : isPublishedAs(published, storageOutputs(instance, published.secret)),
    isKeyRight:
      user?.isEnabled !== true || used === null
        ? null
        : await port.canSignIn({ accessKey, secretKey: used.secret, bucket: name }),
  }
}

async function applyUser(deps: StorageDeps, instance: StorageInstance, action: UserAction): Promise<void> {
  const { port, credentials } = deps
  switch (action.type) {
    case 'record-credentials':
      return credentials.record(instance.place, { secret: deps.newSecret(), issue: action.issue })
    case 'set-policy':
      return port.setPolicy(action.policy, statementsOf(instance, action.issue))
    case 'set-user':
      return setUser(deps, instance, action.issue)
    case 'attach-policy':
      return port.attachPolicy(action.accessKey, action.policy)
    case 'leave-group':
      return port.leaveGroup(action.accessKey, action.group)
    case 'publish-credentials':
      return publish(deps, instance)
    case 'disable-user':
      return port.setUserEnabled(action.accessKey, false)
    case 'remove-user':
      return port.removeUser(action.accessKey)
    case 'remove-policy':
      return port.removePolicy(action.policy)
    case 'remove-credentials':
      return credentials.remove(instance.place)
    default:
      return action satisfies never
  }
}

async function setUser(deps: StorageDeps, instance: StorageInstance, issue: string): Promise<void> {
  const credential = await usedCredential(deps.credentials, instance.place)
  // Somebody else was faster between our look and now: look again.
  if (credential?.issue !== issue) throw new Waiting('the recorded keys', 1_000)
  await deps.port.setUser(instance.accessKey, credential.secret)
}

/** Verified by use before any workload gets them. */
async function publish({ port, credentials }: StorageDeps, instance: StorageInstance): Promise<void> {
  const credential = await usedCredential(credentials, instance.place)
  if (credential === null) throw new Waiting('the recorded keys', 1_000)
  const { accessKey, bucket } = instance
  if (!(await port.canSignIn({ accessKey, secretKey: credential.secret, bucket })))
    throw new Waiting('a sign-in with the new keys', 2_000, {
      problem: problem('CREDENTIALS_REFUSED', `The object store does not accept the keys set for "${accessKey}".`),
    })
  await credentials.publish(instance.place, {
    ...credential,
    outputs: asSecrets(storageOutputs(instance, credential.secret)),
  })
}
