import { z } from 'zod'
import { DeploymentEventReport } from '@operations-manager/schema/link/messages.ts'

/** How many undelivered events are kept for each deployment. */
export const keptEvents = 100

/** Undelivered events of one deployment, oldest first, with a count of the older ones that were dropped. */
export const EventBox = z.object({
  deployment: z.string(),
  events: z.array(DeploymentEventReport),
  dropped: z.object({ id: z.string(), count: z.number().int(), at: z.string() }).nullable(),
})
export type EventBox = z.infer<typeof EventBox>

export function emptyBox(deployment: string): EventBox {
  return { deployment, events: [], dropped: null }
}

/** The box with one more event; the oldest beyond the limit are counted instead of kept. */
export function withEvent(box: EventBox, event: DeploymentEventReport, newId: () => string): EventBox {
  const events = [...box.events.filter(({ id }) => id !== event.id), event]
  const excess = events.slice(0, Math.max(0, events.length - keptEvents))
  const last = excess.at(-1)
  if (last === undefined) return { ...box, events }
  const count = (box.dropped?.count ?? 0) + excess.length
  return {
    ...box,
    events: events.slice(excess.length),
    dropped: { id: box.dropped?.id ?? newId(), count, at: last.at },
  }
}

/** The box without what was delivered. Events dropped since the notice was sent make a notice of their own. */
export function withoutDelivered(
  box: EventBox,
  delivered: ReadonlySet<string>,
  noticed: number,
  newId: () => string,
): EventBox {
  const events = box.events.filter(({ id }) => !delivered.has(id))
  const { dropped } = box
  if (dropped === null || !delivered.has(dropped.id)) return { ...box, events }
  const count = dropped.count - noticed
  return { ...box, events, dropped: count > 0 ? { id: newId(), count, at: dropped.at } : null }
}

/** The event that says how many are missing, or `null` if none is. */
export function droppedNotice(box: EventBox): DeploymentEventReport | null {
  if (box.dropped === null) return null
  return {
    type: 'event',
    id: box.dropped.id,
    deployment: box.deployment,
    at: box.dropped.at,
    kind: 'EVENTS_DROPPED',
    message: `${box.dropped.count} older events were dropped while the registry could not be reached.`,
  }
}

export function isEmptyBox(box: EventBox): boolean {
  return box.events.length === 0 && box.dropped === null
}
