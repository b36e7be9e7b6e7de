import { hashOf } from '../../../manifests/canonical.ts'
import { markForRemoval } from '../api.ts'
import type { ObjectStore } from '../object-store.ts'
import type { Condition, DeploymentObject, ReplicaSetObject } from '../objects.ts'
import { elapsed, recordEvent, type World } from '../world.ts'
import { withCondition } from './pods.ts'
import { podsOf } from './replica-sets.ts'
import { listOf } from '../views.ts'

/** Rolls each Deployment from its old ReplicaSets to the one of its present template. */
export function advanceDeployments(world: World, namespace: string): void {
  for (const found of listOf(world.store, 'Deployment', namespace)) {
    if (found.metadata.deletionTimestamp !== undefined || found.spec.paused === true) continue
    const current = ensureSet(world, found)
    const old = setsOf(world.store, found).filter((set) => set.metadata.uid !== current.metadata.uid)
    scale(world, found, current, old)
    forget(world, found, old)
    report(world, found, current)
  }
}

/** The ReplicaSets of a Deployment. */
export function setsOf(store: ObjectStore, deployment: DeploymentObject): readonly ReplicaSetObject[] {
  return listOf(store, 'ReplicaSet', deployment.metadata.namespace ?? null).filter((set) =>
    set.metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid),
  )
}

function ensureSet(world: World, deployment: DeploymentObject): ReplicaSetObject {
  const { template, selector } = deployment.spec
  const hash = hashOf(template, 10)
  const name = `${deployment.metadata.name}-${hash}`
  const namespace = deployment.metadata.namespace ?? ''
  const found = world.store.get({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, name })
  if (found !== null) return found.object as ReplicaSetObject // the reference says so
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash }
  const set: ReplicaSetObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace,
      labels,
      ownerReferences: [{ kind: 'Deployment', name: deployment.metadata.name, uid: deployment.metadata.uid ?? '' }],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
  return world.store.write(set, world.now) as ReplicaSetObject // what was written
}

function scale(
  world: World,
  deployment: DeploymentObject,
  current: ReplicaSetObject,
  old: readonly ReplicaSetObject[],
): void {
  const wanted = deployment.spec.replicas
  const oldPods = old.reduce((sum, set) => sum + podsOf(world.store, set).length, 0)
  if (deployment.spec.strategy.type === 'Recreate') {
    for (const set of old) resize(world, deployment, set, 0)
    if (oldPods === 0) resize(world, deployment, current, wanted)
    return
  }
  const { maxSurge = '25%', maxUnavailable = '25%' } = deployment.spec.strategy.rollingUpdate ?? {}
  const surge = share(maxSurge, wanted, Math.ceil)
  const unavailable = Math.max(surge === 0 ? 1 : 0, share(maxUnavailable, wanted, Math.floor))
  const oldWanted = old.reduce((sum, set) => sum + set.spec.replicas, 0)
  const room = Math.min(wanted, wanted + surge - oldWanted)
  resize(world, deployment, current, Math.max(room, Math.min(current.spec.replicas, wanted)))
  shrinkOld(world, deployment, current, old, wanted - unavailable)
}

/** Takes away old pods that are not ready at once, and ready ones as far as enough others are. */
function shrinkOld(
  world: World,
  deployment: DeploymentObject,
  current: ReplicaSetObject,
  old: readonly ReplicaSetObject[],
  minimum: number,
): void {
  let available = [...old, current].reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0)
  for (const set of old) {
    const ready = Math.min(set.status?.readyReplicas ?? 0, set.spec.replicas)
    const spare = Math.max(0, Math.min(ready, available - minimum))
    available -= spare
    resize(world, deployment, set, ready - spare)
  }
}

function resize(world: World, deployment: DeploymentObject, set: ReplicaSetObject, replicas: number): void {
  if (set.spec.replicas === replicas) return
  const direction = replicas > set.spec.replicas ? 'up' : 'down'
  const now = world.store.get({ ...set, namespace: set.metadata.namespace ?? null, name: set.metadata.name })
  world.store.write({ ...(now?.object ?? set), spec: { ...set.spec, replicas } }, world.now)
  recordEvent(
    world,
    deployment,
    'Normal',
    'ScalingReplicaSet',
    `Scaled ${direction} replica set ${set.metadata.name} from ${set.spec.replicas} to ${replicas}`,
  )
}

function forget(world: World, deployment: DeploymentObject, old: readonly ReplicaSetObject[]): void {
  const limit = deployment.spec.revisionHistoryLimit ?? 10
  const empty = old.filter((set) => set.spec.replicas === 0 && podsOf(world.store, set).length === 0)
  const byAge = empty.toSorted((a, b) =>
    (a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? 1 : -1,
  )
  for (const set of byAge.slice(limit)) markForRemoval(world.store, set, world.now)
}

function report(world: World, found: DeploymentObject, current: ReplicaSetObject): void {
  const sets = setsOf(world.store, found)
  const newest = sets.find((set) => set.metadata.uid === current.metadata.uid)
  const replicas = sets.reduce((sum, set) => sum + podsOf(world.store, set).length, 0)
  const ready = sets.reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0)
  const updated = newest?.status?.replicas ?? 0
  const complete =
    updated === found.spec.replicas && replicas === updated && (newest?.status?.readyReplicas ?? 0) === updated
  const failure = newest?.status?.conditions.find(({ type }) => type === 'ReplicaFailure')
  const others = (found.status?.conditions ?? []).filter(({ type }) => type !== 'ReplicaFailure')
  const conditions = [
    available(world, ready >= found.spec.replicas),
    progressing(world, found, newest ?? current, complete),
  ].reduce(withCondition, others)
  const status = {
    observedGeneration: found.metadata.generation ?? 1,
    replicas,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: Math.max(0, found.spec.replicas - ready),
    conditions: failure === undefined ? conditions : [...conditions, failure],
  }
  world.store.write({ ...found, status }, world.now)
}

function available(world: World, enough: boolean): Condition {
  return {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
    lastTransitionTime: world.now.toISOString(),
  }
}

function progressing(world: World, found: DeploymentObject, newest: ReplicaSetObject, complete: boolean): Condition {
  const before = found.status?.conditions?.find(({ type }) => type === 'Progressing')
  // Once rolled out, a pod that fails later is no rollout that is late.
  if (before?.reason === 'NewReplicaSetAvailable' && before.message.includes(`"${newest.metadata.name}"`)) return before
  const deadline = (found.spec.progressDeadlineSeconds ?? 600) * 1000
  const late = !complete && elapsed(world, newest.metadata.creationTimestamp, deadline, newest.metadata.name)
  const reason = complete ? 'NewReplicaSetAvailable' : late ? 'ProgressDeadlineExceeded' : 'ReplicaSetUpdated'
  return {
    type: 'Progressing',
    status: late ? 'False' : 'True',
    reason,
    message: `ReplicaSet "${newest.metadata.name}" ${complete ? 'has successfully progressed.' : late ? 'has timed out progressing.' : 'is progressing.'}`,
    lastTransitionTime: world.now.toISOString(),
  }
}

function share(value: number | string, of: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value
  return round((of * Number.parseFloat(value)) / 100)
}
