import { deploymentId, type DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { ObjectRef } from '@operations-manager/schema/link/messages.ts'
import type { WishSource } from './source.ts'

/** Something in a backend that carries this installation's and this cluster's mark. */
export type MarkedObject = {
  readonly object: ObjectRef
  readonly project: string
  /** null: it belongs to the project as a whole. */
  readonly deployment: string | null
  /** null: it belongs to the deployment as a whole. */
  readonly service: string | null
  /** Until when a removal keeps it; `null` if it is not retained. */
  readonly retainedUntil: string | null
}

/** What a backend holds of ours. Every part that marks things outside has one. */
export type Inventory = {
  readonly backend: string
  list(): Promise<readonly MarkedObject[]>
  /** Removes a retained object for good. Called only once its time is over; refuses what is no longer retained. */
  expire(object: MarkedObject): Promise<void>
  /** The kind of object that holds a service's data here, and the type of that service; `null`: no data. */
  readonly data: { readonly kind: string; readonly type: string } | null
  /**
   * Removes an orphaned object for good, because an operator says so. Reads its mark anew and throws `Stalled` for what
   * no longer carries the one it was listed with, is retained by now, or holds what has to go before it.
   */
  remove(object: MarkedObject, signal: AbortSignal): Promise<void>
}

/** Whether a marked object is wished, on its way out, or retained; everything else is orphaned and left alone. */
export function isAccountedFor(object: MarkedObject, wishes: WishSource, cluster: string): boolean {
  if (object.retainedUntil !== null) return true
  if (object.deployment === null) return isProjectKnown(object.project, wishes, cluster)
  const ref: DeploymentRef = { cluster, project: object.project, deployment: object.deployment }
  const { wish, tombstones } = wishes.current(deploymentId(ref))
  if (tombstones.some(({ service }) => service === null || service === object.service)) return true
  return wish !== null && (object.service === null || Object.hasOwn(wish.spec.services, object.service))
}

function isProjectKnown(project: string, wishes: WishSource, cluster: string): boolean {
  return wishes
    .all()
    .some(
      ({ wish, tombstones, last }) =>
        (wish?.spec.project === project && wish.spec.cluster === cluster) ||
        (tombstones.length > 0 && last?.spec.project === project),
    )
}

/** Whether the time of a retained object is over. */
export function isExpired({ retainedUntil }: MarkedObject, now: Date): boolean {
  return retainedUntil !== null && new Date(retainedUntil).getTime() <= now.getTime()
}

/** An object in words, for sentences about it. */
export function describeObject({ kind, name, namespace }: ObjectRef): string {
  return namespace === null ? `${kind} "${name}"` : `${kind} "${name}" in ${namespace}`
}
