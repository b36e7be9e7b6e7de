import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { Kind } from '../../reconcile/kind.ts'
import type { Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep, StatusPart } from '../../reconcile/step.ts'
import type { Instance, Removal } from '../instance.ts'
import {
  planClaim,
  planClaimRemoval,
  planNoClaim,
  retainedAnnotation,
  retainedUntil,
  specOf,
  type ClaimAction,
  type ClaimWish,
} from './plan.ts'

/** The claim of one service instance, and what is to become of it. */
export type ClaimOf = {
  /** The labels of its place are those of the claim. */
  readonly instance: Instance
  /** The type of the service, for what is said of data that is kept. */
  readonly type: string
  readonly goal: ClaimGoal
}

export type ClaimGoal =
  | { readonly type: 'wished'; readonly wish: ClaimWish }
  /** The instance is wished without one. */
  | { readonly type: 'none'; readonly retained: ClaimWish['retained'] }
  | { readonly type: 'removed'; readonly removal: Removal }

/** A step that sees to the claim in which a service instance keeps its data. */
export function claimStep(kubernetes: KubernetesPort, { instance, type, goal }: ClaimOf): BoundStep {
  return bindStep({
    backend: 'kubernetes',
    kind: claimKind(kubernetes, instance, goal),
    id: claimRef(instance),
    desired: () => (goal.type === 'wished' ? goal.wish : null),
    settled: (claim) => (goal.type === 'removed' ? goingOutcome(claim, goal.removal) : { type: 'ready' }),
    ...(goal.type === 'removed' && { status: (claim: KubernetesObject | null) => retainedOf(instance, type, claim) }),
  })
}

function claimKind(
  kubernetes: KubernetesPort,
  instance: Instance,
  goal: ClaimGoal,
): Kind<KubernetesRef, ClaimWish, KubernetesObject, ClaimAction> {
  const name = objectNames.claim(instance.service)
  return {
    name: 'claim',
    observe: (ref) => kubernetes.read(ref),
    plan: (_desired, claim) => {
      switch (goal.type) {
        case 'wished':
          return planClaim(instance, name, goal.wish, claim)
        case 'none':
          return planNoClaim(instance, goal.retained, claim)
        case 'removed':
          return planClaimRemoval(instance, name, goal.removal, claim)
        default:
          return goal satisfies never
      }
    },
    apply: (action) => applyClaim(kubernetes, instance, goal.type === 'wished' ? goal.wish : null, action),
  }
}

async function applyClaim(
  kubernetes: KubernetesPort,
  instance: Instance,
  wish: ClaimWish | null,
  action: ClaimAction,
): Promise<void> {
  const ref = claimRef(instance)
  switch (action.type) {
    case 'create-claim':
    case 'update-claim':
      if (wish === null) throw new Error('a claim is written without a wish')
      await kubernetes.apply(claimObject(instance, wish, await kubernetes.read(ref), ''))
      return
    case 'keep-claim': {
      const claim = await kubernetes.read(ref)
      if (claim === null) return
      const { size, storageClass } = specOf(claim)
      const kept = { size, storageClass, isShared: isShared(claim), retained: undefined }
      await kubernetes.apply(claimObject(instance, kept, claim, action.until))
      return
    }
    case 'remove-claim':
      return kubernetes.remove(ref, action.uid === null ? {} : { uid: action.uid })
    default:
      return action satisfies never
  }
}

/** The claim as it is wished. Class and access never change after it is made, so those that are there are kept. */
function claimObject(
  { place, service }: Instance,
  { size, storageClass, isShared: wishesShared }: ClaimWish,
  seen: KubernetesObject | null,
  until: string,
): KubernetesObject {
  const className = seen === null ? storageClass : specOf(seen).storageClass
  const mode = (seen === null ? wishesShared : isShared(seen)) ? 'ReadWriteMany' : 'ReadWriteOnce'
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: objectNames.claim(service),
      namespace: place.namespace,
      labels: place.labels,
      annotations: { ...place.annotations, ...(seen === null ? {} : { [retainedAnnotation]: until }) },
    },
    spec: {
      accessModes: [mode],
      ...(className === null ? {} : { storageClassName: className }),
      resources: { requests: { storage: size } },
    },
  }
}

function isShared(claim: KubernetesObject): boolean {
  const spec = claim['spec'] as { readonly accessModes?: readonly string[] } | undefined // as Kubernetes defines a claim
  return spec?.accessModes?.includes('ReadWriteMany') === true
}

/** A claim that is mounted goes only after its pods: its removal is done when it is gone. */
function goingOutcome(claim: KubernetesObject | null, removal: Removal): Outcome {
  if (claim === null || removal.mode !== 'delete' || claim.metadata.deletionTimestamp === undefined)
    return { type: 'ready' }
  return { type: 'progressing', message: 'The volume goes when its pods are gone.', retryAfterMs: 1_000 }
}

function retainedOf({ service }: Instance, type: string, claim: KubernetesObject | null): StatusPart {
  const until = claim === null ? null : retainedUntil(claim)
  return { retained: until === null ? [] : [{ service, type, name: objectNames.claim(service), until }] }
}

function claimRef({ place, service }: Instance): KubernetesRef {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace: place.namespace,
    name: objectNames.claim(service),
  }
}
