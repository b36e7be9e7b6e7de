import { z } from 'zod'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { Kind } from '../../reconcile/kind.ts'
import type { Outcome } from '../../reconcile/outcome.ts'
import type { StatusPart } from '../../reconcile/step.ts'
import { instanceOf, type Instance, type Removal } from '../instance.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'
import {
  planClaim,
  planClaimRemoval,
  retainedAnnotation,
  retainedUntil,
  specOf,
  type ClaimAction,
  type ClaimWish,
} from './plan.ts'

const type = 'volume'
const Settings = z.object({ size: z.string(), class: z.string().optional() })

export type VolumeSettings = {
  /** Storage classes that many pods may mount at once. */
  readonly sharedClasses: readonly string[]
  /** The class of volumes that name none; `null`: Kubernetes' own default. */
  readonly defaultClass: string | null
}

/** A claim per instance, mounted where components say. */
export function volumeService(
  kubernetes: KubernetesPort,
  installation: string,
  settings: VolumeSettings,
): ClusterService {
  return {
    type,
    bind: (input) => {
      const instance = instanceOf(installation, input.target.ref, input.service, null)
      const wish = input.removal === null ? wishOf(input, settings) : null
      return bindStep({
        backend: 'kubernetes',
        kind: claimKind(kubernetes, instance, wish, input.removal),
        id: claimRef(instance),
        desired: () => wish,
        settled: (claim) => (wish === null ? goingOutcome(claim, input.removal) : { type: 'ready' }),
        ...(wish === null && { status: (claim: KubernetesObject | null) => retainedOf(instance, claim) }),
      })
    },
  }
}

function wishOf(input: ServiceInput, { sharedClasses, defaultClass }: VolumeSettings): ClaimWish {
  const { size, class: chosen } = Settings.parse(input.declared.settings)
  const storageClass = chosen ?? defaultClass
  return {
    size,
    storageClass,
    isShared: storageClass !== null && sharedClasses.includes(storageClass),
    retained: requestsOf(input).retained,
  }
}

function claimKind(
  kubernetes: KubernetesPort,
  instance: Instance,
  wish: ClaimWish | null,
  removal: Removal | null,
): Kind<KubernetesRef, ClaimWish, KubernetesObject, ClaimAction> {
  const name = objectNames.claim(instance.service)
  return {
    name: 'claim',
    observe: (ref) => kubernetes.read(ref),
    plan: (desired, claim) => {
      if (desired !== null) return planClaim(instance, name, desired, claim)
      return removal === null ? [] : planClaimRemoval(instance, name, removal, claim)
    },
    apply: (action) => applyClaim(kubernetes, instance, wish, action),
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
function goingOutcome(claim: KubernetesObject | null, removal: Removal | null): Outcome {
  if (claim === null || removal?.mode !== 'delete' || claim.metadata.deletionTimestamp === undefined)
    return { type: 'ready' }
  return { type: 'progressing', message: 'The volume goes when its pods are gone.', retryAfterMs: 1_000 }
}

function retainedOf({ service }: Instance, claim: KubernetesObject | null): StatusPart {
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
