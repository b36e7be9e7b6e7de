import type { LogOptions, PodLogLine } from '../../ports/kubernetes.ts'
import type { Clock } from '../../reconcile/clock.ts'
import { splitImage } from './images.ts'
import type { ContainerSpec, PodObject } from './objects.ts'
import { crashes, privilegedPort } from './controllers/containers.ts'
import { fraction } from './world.ts'

/** What a container wrote in one life: from its start to its end, or until now. */
type Life = { readonly startedAt: number; readonly endedAt: number | null }

const everyMs = 4_000
const maxLines = 2_000

/**
 * The lines of a pod. They are a function of the pod and of time, so nothing is kept: the same question about the same
 * moment has the same answer, also after a restart.
 */
export function logLines(pod: PodObject, options: LogOptions, now: Date): readonly PodLogLine[] {
  const container = pod.spec.containers.find(({ name }) => name === (options.container ?? name))
  const life = container === undefined ? null : lifeOf(pod, container.name, options.previous === true)
  if (container === undefined || life === null) return []
  const since = options.since === undefined ? 0 : Date.parse(options.since)
  const lines = linesOf(pod, container, life, since, life.endedAt ?? now.getTime())
  return lines.slice(-(options.tail ?? maxLines))
}

/** The lines that a pod writes from now on, until it is gone or nobody follows any more. */
export async function* followLines(
  read: () => PodObject | null,
  options: LogOptions,
  clock: Clock,
  signal: AbortSignal,
): AsyncIterable<PodLogLine> {
  let since = options.since ?? clock.now().toISOString()
  const first = read()
  if (first !== null && options.tail !== undefined) {
    const { since: _since, ...rest } = options
    for (const line of logLines(first, rest, clock.now())) {
      yield line
      since = line.at
    }
  }
  while (!signal.aborted) {
    const pod = read()
    if (pod === null) return
    for (const line of logLines(pod, { ...options, tail: maxLines, since: later(since) }, clock.now())) {
      yield line
      since = line.at
    }
    await pause(clock, 250, signal)
  }
}

function later(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString()
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(delayMs, () => {
      signal.removeEventListener('abort', end)
      resolve()
    })
    const end = (): void => {
      callOff()
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })
}

function lifeOf(pod: PodObject, container: string, previous: boolean): Life | null {
  const status = pod.status?.containerStatuses?.find(({ name }) => name === container)
  if (status === undefined) return null
  // A container that waits to be started again still has the lines of its last life.
  const { running, terminated } = previous || status.state.waiting !== undefined ? status.lastState : status.state
  if (running !== undefined) return { startedAt: Date.parse(running.startedAt), endedAt: null }
  if (terminated === undefined) return null
  return { startedAt: Date.parse(terminated.startedAt), endedAt: Date.parse(terminated.finishedAt) }
}

function linesOf(pod: PodObject, container: ContainerSpec, life: Life, since: number, until: number): PodLogLine[] {
  const texts: { readonly at: number; readonly text: string }[] = startLines(pod, container, life.startedAt)
  if (crashes(container)) {
    texts.push(...(life.endedAt === null ? [] : crashLines(container, life.endedAt)))
  } else if (pod.spec.restartPolicy === 'Never') {
    texts.push(...(life.endedAt === null ? [] : [{ at: life.endedAt, text: 'done, exit code 0' }]))
  } else {
    texts.push(...workLines(pod, container, life.startedAt, since, until))
  }
  return texts
    .filter(({ at }) => at >= since && at <= until)
    .map(({ at, text }) => ({
      pod: pod.metadata.name,
      container: container.name,
      at: new Date(at).toISOString(),
      text,
    }))
}

function startLines(pod: PodObject, container: ContainerSpec, startedAt: number) {
  const { tag, digest } = splitImage(container.image)
  const own = pod.metadata.labels?.['app.kubernetes.io/name'] ?? container.name
  const program = [...(container.command ?? [own]), ...(container.args ?? [])].join(' ')
  const port = container.ports?.[0]?.containerPort
  const lines = [
    { at: startedAt, text: `starting ${program} (${tag ?? digest ?? 'latest'})` },
    { at: startedAt + 1, text: 'configuration read from the environment' },
  ]
  if (port !== undefined && privilegedPort(container) === null)
    lines.push({ at: startedAt + 2, text: `listening on 0.0.0.0:${port}` })
  return lines
}

function crashLines(container: ContainerSpec, endedAt: number) {
  const port = privilegedPort(container)
  const text =
    port === null
      ? 'fatal: uncaught error: this image has the tag "crash", so it ends with an error'
      : `fatal: listen tcp 0.0.0.0:${port}: bind: permission denied`
  return [
    { at: endedAt - 1, text },
    { at: endedAt, text: 'exit code 1' },
  ]
}

const requests = ['GET /', 'GET /healthz', 'GET /api/items', 'POST /api/items', 'GET /assets/app.css']

function workLines(pod: PodObject, container: ContainerSpec, startedAt: number, since: number, until: number) {
  const first = Math.max(1, Math.floor((Math.max(since, until - maxLines * everyMs) - startedAt) / everyMs))
  const last = Math.floor((until - startedAt) / everyMs)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const number = first + index
    const dice = fraction(`${pod.metadata.uid ?? ''}${number}`)
    const request = requests[Math.floor(dice * requests.length)] ?? 'GET /'
    const text =
      container.ports === undefined || container.ports.length === 0
        ? `finished piece of work ${number} in ${Math.round(20 + dice * 400)} ms`
        : `${request} ${request.startsWith('POST') ? 201 : 200} ${Math.round(1 + dice * 30)} ms`
    return { at: startedAt + number * everyMs, text }
  })
}
