import type { Log } from '@operations-manager/runtime/log/log.ts'
import { z } from 'zod'
import { pause } from '@operations-manager/runtime/timing/pause.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../ports/kubernetes.ts'
import { PortError } from '../ports/port-error.ts'

export type LeaseOptions = {
  readonly kubernetes: KubernetesPort
  readonly namespace: string
  /** Who this instance is; unique among those that may run. */
  readonly identity: string
  readonly log: Log
  /** For how long the lease holds without being renewed. */
  readonly durationMs?: number
  readonly renewMs?: number
  readonly now?: () => Date
  /** Told once that another instance holds the lease, and this one waits. */
  readonly onWaiting?: () => void
}

export type Lease = {
  /** Aborted when the lease cannot be renewed any more or somebody else has it: stop acting at once. */
  readonly lost: AbortSignal
  /** So long after that, where it could not be renewed, another instance begins at the earliest. */
  readonly marginMs: number
  /** Lets the next instance act without waiting. */
  release(): Promise<void>
}

const Spec = z.object({ holderIdentity: z.string().nullish(), leaseTransitions: z.number().nullish() })

type Held = { readonly resourceVersion: string | undefined; readonly transitions: number }
type Terms = Required<Pick<LeaseOptions, 'durationMs' | 'renewMs' | 'now' | 'onWaiting'>> & LeaseOptions

/**
 * Waits until this instance is the only one of its cluster that acts. Whether a holder is gone is told by its lease
 * not changing for as long as it lasts, by our own clock: the clocks of two machines need not agree.
 */
export async function holdLease(options: LeaseOptions, signal: AbortSignal): Promise<Lease> {
  const terms = { durationMs: 15_000, renewMs: 3_000, now: () => new Date(), onWaiting: () => undefined, ...options }
  let seen: { readonly version: string | undefined; readonly at: number } | null = null
  for (;;) {
    signal.throwIfAborted()
    const found = await readLease(terms).catch((error: unknown) => unread(terms, error))
    if (found === 'unknown') {
      await pause(Math.min(terms.renewMs, terms.durationMs / 4), signal)
      continue
    }
    const version = found?.metadata.resourceVersion
    if (seen === null && !isFree(terms, found)) terms.onWaiting()
    if (seen === null || seen.version !== version) seen = { version, at: performance.now() }
    const isOver = performance.now() - seen.at > terms.durationMs
    if (isFree(terms, found) || isOver) {
      const held = await take(terms, found)
      if (held !== null) return keep(terms, held)
      seen = null
    } else {
      await pause(Math.min(terms.renewMs, terms.durationMs / 4), signal)
    }
  }
}

/** Whoever waits goes on waiting while the API does not say whose the lease is. */
function unread({ log }: Terms, error: unknown): 'unknown' {
  if (!(error instanceof PortError) || error.fault !== 'unavailable') throw error
  log.warn({ err: error }, 'could not read the lease; trying again')
  return 'unknown'
}

function isFree({ identity }: Terms, found: KubernetesObject | null): boolean {
  const holder = found === null ? null : Spec.parse(found['spec'] ?? {}).holderIdentity
  return (holder ?? '') === '' || holder === identity
}

/** Takes the lease as it was read; `null` if somebody was faster. */
async function take(terms: Terms, found: KubernetesObject | null): Promise<Held | null> {
  const before = found === null ? 0 : (Spec.parse(found['spec'] ?? {}).leaseTransitions ?? 0)
  return put(terms, terms.identity, { resourceVersion: found?.metadata.resourceVersion, transitions: before + 1 })
}

function keep(terms: Terms, first: Held): Lease {
  const lost = new AbortController()
  const ending = new AbortController()
  let held = first
  const limitMs = (terms.durationMs * 2) / 3
  const renewing = (async () => {
    let renewedAt = performance.now()
    while (!ending.signal.aborted) {
      await pause(terms.renewMs, ending.signal)
      if (ending.signal.aborted) return
      // A request may go unanswered for longer than the lease holds.
      const answered = new AbortController()
      const isLate = pause(renewedAt + limitMs - performance.now(), answered.signal).then(() => 'unknown' as const)
      const renewed = await Promise.race([renew(terms, held), isLate])
      answered.abort()
      if (renewed === 'taken') return lost.abort(new Error('another instance of this backend holds the lease'))
      if (renewed === 'unknown') {
        if (performance.now() - renewedAt >= limitMs) {
          return lost.abort(new Error('the lease could not be renewed in time'))
        }
      } else {
        held = renewed
        renewedAt = performance.now()
      }
    }
  })()
  return {
    lost: lost.signal,
    marginMs: terms.durationMs - limitMs,
    release: async () => {
      ending.abort()
      await renewing
      if (!lost.signal.aborted) await put(terms, '', held)
    },
  }
}

/** `unknown`: the API did not say. */
async function renew(terms: Terms, held: Held): Promise<Held | 'taken' | 'unknown'> {
  try {
    return (await put(terms, terms.identity, held)) ?? 'taken'
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    terms.log.warn({ err: error }, 'could not renew the lease; trying again')
    return 'unknown'
  }
}

function readLease({ kubernetes, namespace }: Terms): Promise<KubernetesObject | null> {
  return kubernetes.read(refOf(namespace))
}

/** Writes the lease over the version that we know, or makes it; `null` if somebody else was faster. */
async function put(terms: Terms, holderIdentity: string, { resourceVersion, transitions }: Held): Promise<Held | null> {
  const { apiVersion, kind, name, namespace } = refOf(terms.namespace)
  const at = terms.now().toISOString().replace('Z', '000Z') // microseconds, which the API insists on
  try {
    const lease = {
      apiVersion,
      kind,
      metadata: { name, namespace, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
      spec: {
        holderIdentity,
        leaseDurationSeconds: Math.ceil(terms.durationMs / 1_000),
        leaseTransitions: transitions,
        renewTime: at,
      },
    }
    const { kubernetes } = terms
    const stored = await (resourceVersion === undefined ? kubernetes.create(lease) : kubernetes.apply(lease))
    return { resourceVersion: stored.metadata.resourceVersion, transitions }
  } catch (error) {
    if (error instanceof PortError && (error.fault === 'conflict' || error.fault === 'exists')) return null
    throw error
  }
}

function refOf(namespace: string): KubernetesRef & { readonly namespace: string } {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name: 'operations-manager-cluster' }
}
