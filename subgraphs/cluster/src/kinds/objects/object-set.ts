import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { labels, ownerLabels, ownership, type Owner } from '../../manifests/mark.ts'
import type { Part } from '../../manifests/meta.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { keyOf, refOf } from '../../ports/kubernetes-object.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { Kind } from '../../reconcile/kind.ts'
import type { Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep, StatusPart } from '../../reconcile/step.ts'
import { listKinds, type ObjectKind } from './list-kinds.ts'
import { planObjects, type ObjectAction, type ObservedObjects } from './plan.ts'

/** Which objects one step owns: those of its part, of its component or service where it has one, of these kinds. */
export type ObjectSet = {
  readonly owner: Owner
  readonly namespace: string | null
  readonly part: Part
  readonly component: string | null
  /** The service instance that they are of, where they are of one. */
  readonly service?: string
  readonly kinds: readonly ObjectKind[]
}

export type WishedObjects = {
  readonly objects: readonly KubernetesObject[]
  /** Why the step cannot be done although its objects can; the objects are made first. */
  readonly refusal?: Problem | null
}

export type ObjectStepOptions = {
  readonly kubernetes: KubernetesPort
  readonly name: string
  readonly set: ObjectSet
  /** What is wished; `null`: gone. */
  readonly wished: () => WishedObjects | null | Promise<WishedObjects | null>
  readonly status?: () => StatusPart
}

/** A step that makes a set of Kubernetes objects as wished and removes what it owned before and no longer wishes. */
export function objectStep({ kubernetes, name, set, wished, status }: ObjectStepOptions): BoundStep {
  // Actions name objects only, for a Secret must not travel in a plan; what they name is looked up here.
  const manifests = new Map<string, KubernetesObject>()
  const kind: Kind<ObjectSet, WishedObjects, ObservedObjects, ObjectAction> = {
    name,
    observe: (id) => observeObjects(kubernetes, id, [...manifests.values()].map(refOf)),
    plan: (desired, observed) => planObjects(set.owner, desired?.objects ?? null, observed),
    apply: (action) => applyObject(kubernetes, action, manifests),
    isUnordered: true,
  }
  return bindStep({
    backend: 'kubernetes',
    kind,
    id: set,
    desired: async () => {
      const desired = await wished()
      manifests.clear()
      for (const object of desired?.objects ?? []) manifests.set(keyOf(refOf(object)), object)
      return desired
    },
    settled: (observed, desired) => {
      if (desired === null) return goneOutcome(set, observed)
      return desired.refusal ? { type: 'stalled', problem: desired.refusal } : { type: 'ready' }
    },
    ...(status && { status: () => status() }),
  })
}

const endingMs = 500

/** A removal is done when nothing is left: pods that still end may still use what is removed next. */
function goneOutcome({ owner }: ObjectSet, observed: ObservedObjects | null): Outcome {
  const left = (observed?.owned ?? []).filter((object) => ownership(object, owner) === 'ours')
  const [first] = left
  if (first === undefined) return { type: 'ready' }
  const message = `The ${first.kind} "${first.metadata.name}" is ending.`
  return { type: 'progressing', message, retryAfterMs: endingMs }
}

async function observeObjects(
  kubernetes: KubernetesPort,
  { owner, namespace, part, component, service, kinds }: ObjectSet,
  wished: readonly KubernetesRef[],
): Promise<ObservedObjects> {
  const selector = {
    ...ownerLabels(owner),
    [labels.part]: part,
    ...(component === null ? {} : { [labels.component]: component }),
    ...(service !== undefined && { [labels.service]: service }),
  }
  const owned = await listKinds(kubernetes, kinds, { namespace, labels: selector })
  const known = new Set(owned.map((object) => keyOf(refOf(object))))
  const unknown = wished.filter((ref) => !known.has(keyOf(ref)))
  const others = await Promise.all(unknown.map((ref) => kubernetes.read(ref)))
  return { owned, others: others.filter((object) => object !== null) }
}

async function applyObject(
  kubernetes: KubernetesPort,
  action: ObjectAction,
  manifests: ReadonlyMap<string, KubernetesObject>,
): Promise<void> {
  switch (action.type) {
    case 'apply': {
      const manifest = manifests.get(keyOf(action.ref))
      if (manifest === undefined) throw new Error(`apply ${action.ref.kind} ${action.ref.name} without a manifest`)
      // What differs although we said it the same way before, somebody else wrote or added to.
      await (action.because === 'drifted' ? kubernetes.reclaim(manifest) : kubernetes.apply(manifest))
      return
    }
    case 'remove':
      await kubernetes.remove(action.ref, action.uid === null ? {} : { uid: action.uid })
      return
    default:
      action satisfies never
  }
}
