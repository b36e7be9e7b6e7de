import { z } from 'zod'
import { parseQuantity } from '@operations-manager/schema/project-file/quantity.ts'
import type { StatusPart } from '../../reconcile/step.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { unknownStep } from '../factory.ts'
import { instanceOf, type Removal } from '../instance.ts'
import { proofStep } from '../proofs.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'
import { bucketKind } from './bucket/kind.ts'
import type { ObservedBucketState } from './bucket/plan.ts'
import type { StorageDeps } from './deps.ts'
import { storageInstance, type BucketWish, type ObjectStorageSettings, type StorageInstance } from './instance.ts'
import { proveStorage } from './proof.ts'
import { proberOutputs } from './prober-given.ts'
import { userKind } from './user/kind.ts'

const type = 'object-storage'
const emptyingRetryMs = 100

/** The settings of an instance as the type's schema leaves them: parsed, defaults filled in. */
const Settings = z.object({
  versioning: z.boolean(),
  quota: z.string().optional(),
  expireDays: z.number().optional(),
  public: z.literal('read').optional(),
})

/** One bucket, one user and one policy per instance, in the cluster's object store. */
export function objectStorageService(
  deps: StorageDeps,
  installation: string,
  settings: ObjectStorageSettings,
): ClusterService {
  return {
    type,
    trial: () => ({ outputs: proberOutputs, given: { canary: settings.canary } }),
    bind: (input) => {
      const place = instanceOf(installation, input.target.ref, input.service, 'secretKey')
      const instance = storageInstance(place, settings)
      return input.removal === null
        ? bindWish(deps, instance, input)
        : bindRemoval(deps, instance, input.step, input.removal)
    },
  }
}

function wishOf(input: ServiceInput): BucketWish {
  const { versioning, quota, expireDays, public: isPublic } = Settings.parse(input.declared.settings)
  return {
    versioning,
    quotaBytes: quota === undefined ? null : parseQuantity(quota),
    expireDays: expireDays ?? null,
    access: isPublic === 'read' ? 'public-read' : 'private',
    ...requestsOf(input),
  }
}

function bindWish(deps: StorageDeps, instance: StorageInstance, input: ServiceInput): BoundStep {
  const wish = wishOf(input)
  switch (input.step) {
    case 'bucket':
      return bindBucket(deps, instance, wish, null)
    case 'user':
      return bindStep({ backend: type, kind: userKind(deps, instance, null), id: null, desired: () => wish })
    case 'proof':
      return proofStep(type, () => proveStorage(deps, instance, input.context.now))
    default:
      return unknownStep(type, input.step)
  }
}

function bindRemoval(deps: StorageDeps, instance: StorageInstance, step: string, removal: Removal): BoundStep {
  switch (step) {
    case 'bucket':
      return bindBucket(deps, instance, null, removal)
    case 'user':
      return bindStep({ backend: type, kind: userKind(deps, instance, removal), id: null, desired: () => null })
    default:
      return unknownStep(type, step)
  }
}

function bindBucket(
  deps: StorageDeps,
  instance: StorageInstance,
  wish: BucketWish | null,
  removal: Removal | null,
): BoundStep {
  const kind = bucketKind(deps, instance, removal)
  return bindStep({
    backend: type,
    kind,
    id: null,
    desired: () => wish,
    unfinished: () => ({
      type: 'progressing',
      message: `The bucket is being emptied: ${kind.removed()} objects are gone, and there are more.`,
      retryAfterMs: emptyingRetryMs,
    }),
    ...(removal !== null && { status: (observed: ObservedBucketState | null) => retainedOf(instance, observed) }),
  })
}

function retainedOf({ service, bucket }: StorageInstance, observed: ObservedBucketState | null): StatusPart {
  const until = observed?.mark?.retainedUntil
  return { retained: until == null ? [] : [{ service, type, name: bucket, until }] }
}
