import type { KubernetesObject } from '../ports/kubernetes.ts'
import type { LiveDeployment } from './deployment.ts'
import { isoOf } from './workloads.ts'

export type LiveEvent = {
  readonly at: string
  readonly warning: boolean
  readonly reason: string
  readonly message: string
  readonly count: number
  readonly kind: string
  readonly name: string
}

/** Optional fields of an event arrive as null or not at all, and newer servers use other fields for times and counts. */
type EventFields = {
  readonly type?: string | null
  readonly reason?: string | null
  readonly message?: string | null
  readonly count?: number | null
  readonly lastTimestamp?: string | Date | null
  readonly firstTimestamp?: string | Date | null
  readonly eventTime?: string | Date | null
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string | Date } | null
  readonly involvedObject?: { readonly kind?: string; readonly name?: string } | null
}

const eventKind = { apiVersion: 'v1', kind: 'Event' }
const mostEvents = 200

/** What Kubernetes reported about a deployment's objects, the newest first. */
export async function eventsOf({ reader, namespace }: LiveDeployment, first: number): Promise<readonly LiveEvent[]> {
  const events = await reader.list(eventKind, namespace)
  return events
    .map(eventOf)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, Math.min(Math.max(first, 1), mostEvents))
}

function eventOf(object: KubernetesObject): LiveEvent {
  const event = object as KubernetesObject & EventFields // listed as events
  const at = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp
  return {
    at: isoOf(at ?? object.metadata.creationTimestamp) ?? new Date(0).toISOString(),
    warning: event.type === 'Warning',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: event.series?.count ?? event.count ?? 1,
    kind: event.involvedObject?.kind ?? '',
    name: event.involvedObject?.name ?? '',
  }
}
