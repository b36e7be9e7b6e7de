import { z } from 'zod'
import type { KubernetesObject, KubernetesQuery } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import type { Connection } from './connection.ts'
import { selectorOf, type Listed } from './list.ts'

const Event = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional() }),
})

export type WatchInput = {
  readonly connection: Connection
  readonly path: () => Promise<string>
  readonly query: KubernetesQuery
  readonly list: () => Promise<Listed>
  readonly onChange: (object: KubernetesObject, gone: boolean) => void
  readonly signal: AbortSignal
  readonly clock: Clock
}

const serverSeconds = '290'
/** Longer than the server lets a watch live: a connection that died in silence ends by this. */
const roundMs = 330_000
const betweenRoundsMs = 200
const firstBackOffMs = 500
const longestBackOffMs = 30_000

/**
 * Tells every change until the signal aborts. Each round lists (and tells what changed or went since the last one),
 * then watches from that version; a round that ends, for whatever reason, starts the next one.
 */
export async function watchObjects(input: WatchInput): Promise<void> {
  const { signal, clock } = input
  const known = new Map<string, KubernetesObject>()
  let backOffMs = firstBackOffMs
  while (!signal.aborted) {
    try {
      const version = await listAgain(input, known)
      backOffMs = firstBackOffMs
      await watchFrom(input, known, version)
      await pause(clock, betweenRoundsMs, signal)
    } catch (error) {
      // The API is away or has forgotten our version: only a kind that does not exist is worth an end.
      if (!(error instanceof PortError) || error.fault === 'not-found') throw error
      await pause(clock, backOffMs * (0.75 + clock.random() / 2), signal)
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs)
    }
  }
}

async function listAgain({ list, onChange }: WatchInput, known: Map<string, KubernetesObject>): Promise<string> {
  const { objects, resourceVersion } = await list()
  const present = new Map(objects.map((object) => [keyOf(object), object]))
  for (const [key, object] of Array.from(known)) {
    if (present.has(key)) continue
    known.delete(key)
    onChange(object, true)
  }
  for (const [key, object] of present) {
    const same = known.get(key)?.metadata.resourceVersion === object.metadata.resourceVersion
    known.set(key, object)
    if (!same) onChange(object, false)
  }
  return resourceVersion
}

async function watchFrom(
  { connection, path, query, onChange, signal }: WatchInput,
  known: Map<string, KubernetesObject>,
  resourceVersion: string,
): Promise<void> {
  const watch = { watch: 'true', resourceVersion, allowWatchBookmarks: 'true', timeoutSeconds: serverSeconds }
  const call = { method: 'GET', path: await path(), query: { ...selectorOf(query), ...watch } } as const
  const round = AbortSignal.any([signal, AbortSignal.timeout(roundMs)])
  for await (const line of connection.lines(call, round)) {
    const { type, object } = Event.parse(JSON.parse(line))
    // The server has forgotten the version, or anything else: the next round lists.
    if (type === 'ERROR') return
    if (type === 'BOOKMARK') continue
    const { apiVersion, kind } = query
    const changed = { ...object, apiVersion, kind } as unknown as KubernetesObject // an object of the kind that is watched
    const key = keyOf(changed)
    if (type === 'DELETED') known.delete(key)
    else known.set(key, changed)
    onChange(changed, type === 'DELETED')
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      callOff()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const callOff = clock.after(delayMs, end)
    signal.addEventListener('abort', end, { once: true })
  })
}
