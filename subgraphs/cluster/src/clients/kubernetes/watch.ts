import { z } from 'zod'
import type { KubernetesObject, KubernetesQuery } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import type { Connection } from './connection.ts'
import { Expired } from './faults.ts'
import { selectorOf, type Listed } from './list.ts'
import { parsed } from './objects.ts'

const Event = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({
    code: z.number().optional(),
    metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional(),
  }),
})

export type WatchInput = {
  readonly connection: Connection
  readonly path: () => Promise<string>
  readonly query: KubernetesQuery
  readonly list: () => Promise<Listed>
  readonly onChange: (object: KubernetesObject, gone: boolean) => void
  /** Whether everything that is there was told; said with each sign of life. */
  readonly onState: (isCurrent: boolean) => void
  readonly signal: AbortSignal
  readonly clock: Clock
}

const serverSeconds = '290'
/** Longer than the server lets a watch live: a connection that died in silence ends by this. */
const roundMs = 330_000
const betweenRoundsMs = 200
/** Of a kind of which nothing ever changed the server sends no bookmarks, so after a minute a look tells as much. */
const quietMs = 60_000
const firstBackOffMs = 500
const longestBackOffMs = 30_000

/** How far the watch has come: `null` if everything has to be listed. */
type Place = { version: string | null; readonly known: Map<string, KubernetesObject> }

/**
 * Tells every change until the signal aborts. It lists once and watches from that version; each further round goes on
 * from the last version seen (bookmarks keep it young). Only where the server has forgotten it, or after any other
 * trouble, everything is listed again, and what changed or went since is told.
 */
export async function watchObjects(input: WatchInput): Promise<void> {
  const { signal, clock, onState } = input
  const place: Place = { version: null, known: new Map() }
  let backOffMs = firstBackOffMs
  while (!signal.aborted) {
    try {
      place.version ??= await listAgain(input, place.known)
      await watchOn(input, place)
      backOffMs = firstBackOffMs
      await pause(clock, betweenRoundsMs, signal)
    } catch (error) {
      if (signal.aborted) return
      // Only a kind that does not exist is worth an end: all else passes, or is for an operator to mend.
      if (!(error instanceof PortError) || error.fault === 'not-found') throw error
      place.version = null
      onState(false)
      if (error instanceof Expired) continue
      await pause(clock, backOffMs * (0.75 + clock.random() / 2), signal)
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs)
    }
  }
}

async function listAgain(
  { list, onChange, onState }: WatchInput,
  known: Map<string, KubernetesObject>,
): Promise<string> {
  const { objects, resourceVersion } = await list()
  const present = new Map(objects.map((object) => [keyOf(object), object]))
  for (const [key, object] of Array.from(known)) {
    if (present.has(key)) continue
    known.delete(key)
    onChange(object, true)
  }
  for (const [key, object] of present) {
    const same = known.get(key)?.metadata.resourceVersion === object.metadata.resourceVersion
    known.set(key, identityOf(object))
    if (!same) onChange(object, false)
  }
  onState(true)
  return resourceVersion
}

/** Whether everything is as it was told: then a watch that says nothing has nothing to say. */
async function isAsTold({ list }: WatchInput, known: Place['known']): Promise<boolean> {
  const { objects } = await list()
  const isTold = (object: KubernetesObject): boolean =>
    known.get(keyOf(object))?.metadata.resourceVersion === object.metadata.resourceVersion
  return objects.length === known.size && objects.every(isTold)
}

/** Looks whenever nothing was heard for a while; a watch that did not tell what is there is ended, and all is listed. */
function lookWhenQuiet(input: WatchInput, place: Place, end: () => void) {
  let callOff = (): void => undefined
  let heard = 0
  const startOver = (): void => {
    place.version = null
    end()
  }
  const look = async (): Promise<void> => {
    const before = heard
    const isSame = await isAsTold(input, place.known)
    // What was heard meanwhile may be newer than what was listed, or older: it is a sign of life in any case.
    if (heard !== before || input.signal.aborted) return
    if (!isSame) return startOver()
    input.onState(true)
    wait()
  }
  const wait = (): void => {
    callOff()
    callOff = input.clock.after(quietMs, () => void look().catch(startOver))
  }
  wait()
  return {
    hear: () => {
      heard += 1
      wait()
    },
    stop: () => {
      heard += 1
      callOff()
    },
  }
}

async function watchOn(input: WatchInput, place: Place): Promise<void> {
  const { connection, path, query, signal } = input
  const watch = {
    watch: 'true',
    resourceVersion: place.version ?? '',
    allowWatchBookmarks: 'true',
    timeoutSeconds: serverSeconds,
  }
  const call = { method: 'GET', path: await path(), query: { ...selectorOf(query), ...watch } } as const
  const stale = new AbortController()
  const round = AbortSignal.any([signal, AbortSignal.timeout(roundMs), stale.signal])
  const quiet = lookWhenQuiet(input, place, () => stale.abort())
  try {
    for await (const line of connection.lines(call, round)) {
      quiet.hear()
      takeIn(input, place, line)
    }
  } finally {
    quiet.stop()
  }
}

function takeIn({ query, onChange, onState }: WatchInput, place: Place, line: string): void {
  const { type, object } = Event.parse(JSON.parse(line))
  if (type === 'ERROR') throw errorOf(object.code)
  place.version = object.metadata?.resourceVersion ?? place.version
  onState(true)
  if (type === 'BOOKMARK') return
  const { apiVersion, kind } = query
  const changed = parsed({ ...object, apiVersion, kind })
  const key = keyOf(changed)
  if (type === 'DELETED') place.known.delete(key)
  else place.known.set(key, identityOf(changed))
  onChange(changed, type === 'DELETED')
}

function errorOf(code: number | undefined): PortError {
  if (code === 410) return new Expired('kubernetes', 'unavailable', 'the version to watch from is too old')
  return new PortError('kubernetes', 'unavailable', `the watch ended with an error (${code ?? 'unknown'})`)
}

/** What is remembered of an object, to tell later that it changed or whose it was: thousands are watched. */
function identityOf({ apiVersion, kind, metadata }: KubernetesObject): KubernetesObject {
  return { apiVersion, kind, metadata }
}

function keyOf({ metadata }: KubernetesObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
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
