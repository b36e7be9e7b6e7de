import type { KubernetesObject } from '../../../ports/kubernetes.ts'
import { refOf } from '../../../ports/kubernetes-object.ts'
import { parseQuantity } from '../../../manifests/quantity.ts'
import type { Condition, ContainerStatus, PodObject, PodStatus } from '../objects.ts'
import { elapsed, fraction, recordEvent, type NodeCapacity, type World } from '../world.ts'
import { advanceContainer, newContainerStatus } from './containers.ts'
import { listOf } from '../views.ts'

/** The scheduler and the kubelets: pods get a node, pull, start, become ready, crash, end. */
export function advancePods(world: World, namespace: string): void {
  for (const pod of listOf(world.store, 'Pod', namespace)) {
    if (pod.metadata.deletionTimestamp !== undefined) end(world, pod)
    else if (pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed') advance(world, pod)
  }
}

function end(world: World, pod: PodObject): void {
  const started = pod.status?.startTime !== undefined
  if (!started || elapsed(world, pod.metadata.deletionTimestamp, world.timings.terminationMs, uidOf(pod))) {
    world.store.drop(refOf(pod))
  } else if (isReady(pod)) {
    const conditions = withCondition(pod.status?.conditions ?? [], readiness(world, false))
    world.store.write({ ...pod, status: { ...pod.status, conditions } }, world.now)
  }
}

function advance(world: World, pod: PodObject): void {
  if (pod.spec.nodeName === undefined) {
    schedule(world, pod)
    return
  }
  const statuses = pod.status?.containerStatuses ?? []
  const next = pod.spec.containers.map((container, index) =>
    advanceContainer(world, pod, container, statuses[index] ?? newContainerStatus(container)),
  )
  world.store.write({ ...pod, status: podStatus(world, pod, next) }, world.now)
}

function podStatus(world: World, pod: PodObject, containers: readonly ContainerStatus[]): PodStatus {
  const ready = containers.every((container) => container.ready)
  const done = containers.every(({ state }) => state.terminated !== undefined)
  const failed = containers.some(({ state }) => (state.terminated?.exitCode ?? 0) !== 0)
  const begun = containers.some(({ state, restartCount }) => state.running !== undefined || restartCount > 0)
  return {
    ...pod.status,
    phase: done ? (failed ? 'Failed' : 'Succeeded') : begun ? 'Running' : 'Pending',
    containerStatuses: containers,
    conditions: withCondition(
      withCondition(pod.status?.conditions ?? [], {
        ...readiness(world, ready),
        type: 'ContainersReady',
      }),
      readiness(world, ready),
    ),
  }
}

function schedule(world: World, pod: PodObject): void {
  if (!elapsed(world, pod.metadata.creationTimestamp, world.timings.schedulingMs, uidOf(pod))) {
    if (pod.status === undefined) world.store.write({ ...pod, status: { phase: 'Pending', conditions: [] } }, world.now)
    return
  }
  const missing = missingClaim(world, pod)
  const node = missing === null ? roomFor(world, pod) : null
  if (node === null) {
    refuse(world, pod, missing ?? noRoom(world))
    return
  }
  const at = world.now.toISOString()
  const status: PodStatus = {
    phase: 'Pending',
    startTime: at,
    podIP: address('10.42', uidOf(pod)),
    hostIP: address('10.0', node.name),
    conditions: withCondition(pod.status?.conditions ?? [], {
      type: 'PodScheduled',
      status: 'True',
      reason: '',
      message: '',
      lastTransitionTime: at,
    }),
    containerStatuses: pod.spec.containers.map(newContainerStatus),
  }
  world.store.write({ ...pod, spec: { ...pod.spec, nodeName: node.name }, status }, world.now)
  recordEvent(
    world,
    pod,
    'Normal',
    'Scheduled',
    `Successfully assigned ${pod.metadata.namespace ?? ''}/${pod.metadata.name} to ${node.name}`,
  )
  world.wakeAt(world.now.getTime())
}

function refuse(world: World, pod: PodObject, message: string): void {
  const before = pod.status?.conditions.find(({ type }) => type === 'PodScheduled')
  if (before?.message !== message) {
    const condition: Condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastTransitionTime: world.now.toISOString(),
    }
    const conditions = withCondition(pod.status?.conditions ?? [], condition)
    world.store.write({ ...pod, status: { phase: 'Pending', conditions } }, world.now)
    recordEvent(world, pod, 'Warning', 'FailedScheduling', message)
  }
  world.wakeAt(world.now.getTime() + world.timings.retryMs)
}

function missingClaim(world: World, pod: PodObject): string | null {
  for (const { persistentVolumeClaim: claim } of pod.spec.volumes ?? []) {
    if (claim === undefined) continue
    const namespace = pod.metadata.namespace ?? null
    const found = world.store.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim.claimName })
    if (found === null || found.object.metadata.deletionTimestamp !== undefined)
      return `${counted(world)}: persistentvolumeclaim "${claim.claimName}" not found.`
  }
  return null
}

/** Each node has room for a pod on its own; the sandbox does not count what runs there already. */
function roomFor(world: World, pod: PodObject): NodeCapacity | null {
  const cpu = requested(pod, 'cpu')
  const memory = requested(pod, 'memory')
  const fitting = world.nodes.filter((node) => node.cpu >= cpu && node.memoryBytes >= memory)
  return fitting[Math.floor(fraction(uidOf(pod)) * fitting.length)] ?? null
}

function requested(pod: PodObject, name: string): number {
  return pod.spec.containers.reduce(
    (sum, { resources }) => sum + (parseQuantity(resources?.requests?.[name] ?? '0') ?? 0),
    0,
  )
}

function noRoom(world: World): string {
  return `${counted(world)}: ${world.nodes.length} Insufficient cpu or memory.`
}

function counted(world: World): string {
  return `0/${world.nodes.length} nodes are available`
}

function readiness(world: World, ready: boolean): Condition {
  return {
    type: 'Ready',
    status: ready ? 'True' : 'False',
    reason: ready ? '' : 'ContainersNotReady',
    message: ready ? '' : 'containers with unready status: [app]',
    lastTransitionTime: world.now.toISOString(),
  }
}

/** The list with one condition set; its time changes only with its status. */
export function withCondition(conditions: readonly Condition[], next: Condition): readonly Condition[] {
  const before = conditions.find(({ type }) => type === next.type)
  if (before === undefined) return [...conditions, next]
  const kept = before.status === next.status ? { ...next, lastTransitionTime: before.lastTransitionTime } : next
  return conditions.map((condition) => (condition.type === next.type ? kept : condition))
}

/** Whether a pod takes requests. */
export function isReady(pod: PodObject): boolean {
  return pod.status?.conditions.some(({ type, status }) => type === 'Ready' && status === 'True') === true
}

function uidOf(object: KubernetesObject): string {
  return object.metadata.uid ?? object.metadata.name
}

function address(prefix: string, seed: string): string {
  const number = Math.floor(fraction(seed) * 65_024) + 256
  return `${prefix}.${number >> 8}.${number & 255}`
}
