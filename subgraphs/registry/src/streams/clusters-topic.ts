import type { ClusterChangeType, SubscriptionClustersArgs } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../context.ts'
import { visibleCluster } from '../domains/cluster/read.ts'
import { requireSignedIn } from '../server/signed-in.ts'
import type { EventChange, StoredEvent } from '../store/event-change.ts'
import { expiredMessage } from './operation-topic.ts'
import type { Delivery, Topic } from './topic.ts'

/** The clusters that the caller may see. */
export const clustersTopic: Topic<SubscriptionClustersArgs> = {
  open: (context) => {
    requireSignedIn(context)
    return Promise.resolve({
      selection: { type: 'clusters' },
      present: (_, place) => still(place, 'PRESENT', 'This is how it is now.'),
      expired: (place) => still(place, 'CURSOR_EXPIRED', expiredMessage),
      change: changeOf,
    })
  },
}

type Place = { readonly cursor: string; readonly at: Date }

function still({ cursor, at }: Place, type: ClusterChangeType, message: string): Promise<Delivery> {
  return Promise.resolve({ value: { cursor, at, type, message, cluster: null }, isLast: false })
}

async function changeOf(
  context: Context,
  { cursor, at, cluster: name, change }: StoredEvent,
): Promise<Delivery | null> {
  const told = tell(change)
  if (name === null || told === null) return null
  const cluster = await visibleCluster(context, name)
  return cluster === null ? null : { value: { cursor, at, ...told, cluster }, isLast: false }
}

function tell(change: EventChange): { readonly type: ClusterChangeType; readonly message: string } | null {
  if (change.type === 'orphans') return { type: 'ORPHANED', message: `${change.count} things belong to no wish.` }
  if (change.type !== 'cluster') return null
  if (change.profileChanged) return { type: 'PROFILE', message: 'What it offers changed.' }
  switch (change.state) {
    case 'CONNECTED':
      return change.draining
        ? { type: 'DRAINING', message: 'It takes no new deployments.' }
        : { type: 'CONNECTED', message: 'It is connected.' }
    case 'AWAY':
    case 'INCOMPATIBLE':
      return { type: 'DISCONNECTED', message: 'It is away.' }
    case 'NEVER_SEEN':
      return { type: 'REGISTERED', message: 'It was registered.' }
    case 'REMOVED':
      return { type: 'REMOVED', message: 'It was removed.' }
  }
}
