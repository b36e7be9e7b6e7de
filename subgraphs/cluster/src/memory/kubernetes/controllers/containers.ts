import { behaviourOf, digestOf } from '../images.ts'
import type { ContainerSpec, ContainerState, ContainerStatus, PodObject } from '../objects.ts'
import { elapsed, recordEvent, type World } from '../world.ts'

/** A container that waits for its image. */
export function newContainerStatus(container: ContainerSpec): ContainerStatus {
  return {
    name: container.name,
    image: container.image,
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
  }
}

/** The container as it is now: each call brings it at most one step further in its life. */
export function advanceContainer(
  world: World,
  pod: PodObject,
  container: ContainerSpec,
  status: ContainerStatus,
): ContainerStatus {
  if (status.state.terminated !== undefined) return status
  if (status.state.running !== undefined) return run(world, pod, container, status, status.state.running.startedAt)
  return wait(world, pod, container, status)
}

function wait(world: World, pod: PodObject, container: ContainerSpec, status: ContainerStatus): ContainerStatus {
  const reason = status.state.waiting?.reason ?? ''
  const seed = `${pod.metadata.uid ?? ''}${container.name}`
  if (reason === 'CrashLoopBackOff') {
    const finished = status.lastState.terminated?.finishedAt
    const factor = Math.min(2 ** status.restartCount, 30)
    if (!elapsed(world, finished, world.timings.backOffMs * factor, seed)) return status
    return start(world, pod, container, { ...status, restartCount: status.restartCount + 1 })
  }
  if (reason === 'ContainerCreating' && !elapsed(world, pod.status?.startTime, world.timings.pullingMs, seed))
    return status
  const { pullFault } = behaviourOf(container.image)
  if (pullFault !== null) return notPullable(world, pod, { container, status, reason, pullFault })
  const fault = configurationFault(world, pod, container)
  if (fault === null) return start(world, pod, container, status)
  world.wakeAt(world.now.getTime() + world.timings.retryMs)
  if (status.state.waiting?.message !== fault) recordEvent(world, pod, 'Warning', 'Failed', `Error: ${fault}`)
  return { ...status, state: { waiting: { reason: 'CreateContainerConfigError', message: fault } } }
}

type FailedPull = {
  readonly container: ContainerSpec
  readonly status: ContainerStatus
  readonly reason: string
  readonly pullFault: string
}

function notPullable(
  world: World,
  pod: PodObject,
  { container, status, reason, pullFault }: FailedPull,
): ContainerStatus {
  const { image } = container
  if (reason === 'ImagePullBackOff') return status
  if (reason === 'ErrImagePull') {
    recordEvent(world, pod, 'Normal', 'BackOff', `Back-off pulling image "${image}"`)
    const message = `Back-off pulling image "${image}": ErrImagePull: ${pullFault}`
    return { ...status, state: { waiting: { reason: 'ImagePullBackOff', message } } }
  }
  recordEvent(world, pod, 'Warning', 'Failed', `Failed to pull image "${image}": ${pullFault}`)
  world.wakeAt(world.now.getTime() + world.timings.retryMs)
  return { ...status, state: { waiting: { reason: 'ErrImagePull', message: pullFault } } }
}

/** What the kubelet finds before it may start the container. */
function configurationFault(world: World, pod: PodObject, container: ContainerSpec): string | null {
  const namespace = pod.metadata.namespace ?? null
  const missing = missingSecret(world, namespace, container)
  if (missing !== null) return `secret "${missing}" not found`
  const nonRoot = container.securityContext?.['runAsNonRoot'] ?? pod.spec.securityContext?.['runAsNonRoot']
  const user = container.securityContext?.['runAsUser'] ?? pod.spec.securityContext?.['runAsUser']
  if (nonRoot === true && user === undefined && behaviourOf(container.image).root)
    return `container has runAsNonRoot and image will run as root (pod: "${pod.metadata.name}_${namespace ?? ''}(${pod.metadata.uid ?? ''})", container: ${container.name})`
  return null
}

function missingSecret(world: World, namespace: string | null, { envFrom = [] }: ContainerSpec): string | null {
  const needed = envFrom.flatMap(({ secretRef }) =>
    secretRef === undefined || secretRef.optional ? [] : [secretRef.name],
  )
  const exists = (name: string): boolean =>
    world.store.get({ apiVersion: 'v1', kind: 'Secret', namespace, name }) !== null
  return needed.find((name) => !exists(name)) ?? null
}

function start(world: World, pod: PodObject, container: ContainerSpec, status: ContainerStatus): ContainerStatus {
  const at = world.now.toISOString()
  recordEvent(world, pod, 'Normal', 'Pulled', `Successfully pulled image "${container.image}"`)
  recordEvent(world, pod, 'Normal', 'Started', `Started container ${container.name}`)
  world.wakeAt(world.now.getTime())
  return {
    ...status,
    imageID: `${container.image.split('@')[0] ?? ''}@${digestOf(container.image)}`,
    started: container.startupProbe === undefined,
    state: { running: { startedAt: at } },
  }
}

function run(
  world: World,
  pod: PodObject,
  container: ContainerSpec,
  status: ContainerStatus,
  startedAt: string,
): ContainerStatus {
  const { timings } = world
  const seed = `${pod.metadata.uid ?? ''}${container.name}${status.restartCount}`
  const once = pod.spec.restartPolicy === 'Never'
  if (crashes(container)) {
    if (!elapsed(world, startedAt, timings.crashAfterMs, seed)) return status
    return crash(world, pod, container, status, startedAt, once)
  }
  if (once) {
    if (!elapsed(world, startedAt, timings.jobMs, seed)) return status
    return { ...status, ready: false, state: ended(world, startedAt, 0) }
  }
  if (status.ready) return status
  const delay = behaviourOf(container.image).slow
    ? timings.slowReadyMs
    : container.readinessProbe === undefined
      ? 0
      : timings.readyMs
  return elapsed(world, startedAt, delay, seed) ? { ...status, ready: true, started: true } : status
}

/** Images that crash by their tag, and programs that may not open the port they were told to. */
export function crashes(container: ContainerSpec): boolean {
  return behaviourOf(container.image).crashes || privilegedPort(container) !== null
}

/** The first port below 1024; without capabilities a program that is not root cannot listen there. */
export function privilegedPort(container: ContainerSpec): number | null {
  return container.ports?.find(({ containerPort }) => containerPort < 1024)?.containerPort ?? null
}

function crash(
  world: World,
  pod: PodObject,
  container: ContainerSpec,
  status: ContainerStatus,
  startedAt: string,
  once: boolean,
): ContainerStatus {
  const state = ended(world, startedAt, 1)
  if (once) return { ...status, ready: false, state }
  const message = `back-off restarting failed container ${container.name} in pod ${pod.metadata.name}`
  recordEvent(world, pod, 'Warning', 'BackOff', `Back-off restarting failed container ${container.name}`)
  world.wakeAt(world.now.getTime())
  return {
    ...status,
    ready: false,
    started: false,
    lastState: state,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
  }
}

function ended(world: World, startedAt: string, exitCode: number): ContainerState {
  const reason = exitCode === 0 ? 'Completed' : 'Error'
  return { terminated: { exitCode, reason, startedAt, finishedAt: world.now.toISOString() } }
}
