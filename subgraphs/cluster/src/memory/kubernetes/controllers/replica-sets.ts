import { randomBytes } from 'node:crypto'
import type { KubernetesObject } from '../../../ports/kubernetes.ts'
import { hasLabels } from '../../../ports/kubernetes-object.ts'
import { limited, podSecurityFault, quotaFault, rangeFault } from '../admission.ts'
import { markForRemoval } from '../api.ts'
import { podDefaults } from '../defaults.ts'
import { type ObjectStore } from '../object-store.ts'
import type { Condition, PodObject, PodSpec, PodTemplate, ReplicaSetObject } from '../objects.ts'
import { recordEvent, type World } from '../world.ts'
import { isReady, withCondition } from './pods.ts'
import { listOf } from '../views.ts'

/** Keeps as many pods as each ReplicaSet asks for. */
export function advanceReplicaSets(world: World, namespace: string): void {
  for (const set of listOf(world.store, 'ReplicaSet', namespace)) {
    const pods = podsOf(world.store, set)
    const wanted = set.metadata.deletionTimestamp === undefined ? set.spec.replicas : 0
    const living = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
    const fault = living.length < wanted ? addPods(world, set, wanted - living.length) : null
    const spare = living.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b))).slice(0, living.length - wanted)
    for (const pod of living.length > wanted ? spare : []) markForRemoval(world.store, pod, world.now)
    report(world, set, fault)
  }
}

/** The pods that a ReplicaSet made, those that are going included. */
export function podsOf(store: ObjectStore, set: ReplicaSetObject): readonly PodObject[] {
  return listOf(store, 'Pod', set.metadata.namespace ?? null).filter((pod) =>
    pod.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid),
  )
}

function addPods(world: World, set: ReplicaSetObject, count: number): string | null {
  for (let index = 0; index < count; index += 1) {
    const fault = createPod(
      world,
      set,
      `${set.metadata.name}-${randomBytes(3).toString('hex').slice(0, 5)}`,
      set.spec.template,
    )
    if (fault !== null) {
      world.wakeAt(world.now.getTime() + world.timings.retryMs)
      return fault
    }
  }
  return null
}

/** Makes a pod as the API server would admit it; answers what it says against it. */
export function createPod(world: World, owner: KubernetesObject, name: string, template: PodTemplate): string | null {
  const { store, now } = world
  const namespace = owner.metadata.namespace ?? ''
  const ranges = listOf(store, 'LimitRange', namespace)
  const spec = limited(podDefaults(template.spec) as PodSpec, ranges)
  const pod: PodObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      ...(template.metadata?.labels && { labels: template.metadata.labels }),
      ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
      ownerReferences: [{ kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid ?? '' }],
    },
    spec,
  }
  const security = enforcesRestricted(store, namespace) ? podSecurityFault(spec) : null
  const fault = security ?? rangeFault(spec, ranges) ?? quotaFault(store, pod)
  if (fault === null) {
    store.write(pod, now)
    recordEvent(world, owner, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`)
    return null
  }
  const shown = `Error creating: pods "${owner.metadata.name}-" is forbidden: ${fault}`
  recordEvent(world, owner, 'Warning', 'FailedCreate', shown)
  return shown
}

function enforcesRestricted(store: ObjectStore, namespace: string): boolean {
  const home = store.get({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
  return hasLabels(home?.object.metadata.labels, { 'pod-security.kubernetes.io/enforce': 'restricted' })
}

function report(world: World, set: ReplicaSetObject, fault: string | null): void {
  const living = podsOf(world.store, set).filter((pod) => pod.metadata.deletionTimestamp === undefined)
  const ready = living.filter(isReady).length
  const current = world.store.get({ ...set, namespace: set.metadata.namespace ?? null, name: set.metadata.name })
  if (current === null) return
  const conditions = (set.status?.conditions ?? []).filter(({ type }) => type !== 'ReplicaFailure')
  const status = {
    replicas: living.length,
    readyReplicas: ready,
    availableReplicas: ready,
    observedGeneration: set.metadata.generation ?? 1,
    conditions: fault === null ? conditions : withCondition(set.status?.conditions ?? [], failure(world, fault)),
  }
  world.store.write({ ...current.object, status }, world.now)
}

function failure(world: World, message: string): Condition {
  return {
    type: 'ReplicaFailure',
    status: 'True',
    reason: 'FailedCreate',
    message,
    lastTransitionTime: world.now.toISOString(),
  }
}
