import type {
  ProjectChangeType,
  SubscriptionProjectArgs,
  SubscriptionProjectsArgs,
} from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../context.ts'
import { requireSignedIn } from '../server/signed-in.ts'
import { topLevel } from '../domains/errors.ts'
import { visibleProject } from '../domains/visibility.ts'
import type { EventChange, StoredEvent } from '../store/event-change.ts'
import { expiredMessage } from './operation-topic.ts'
import type { Delivery, OpenTopic, Topic } from './topic.ts'

/** One project, its deployments and its operations. */
export const projectTopic: Topic<SubscriptionProjectArgs> = {
  open: async (context, { name }) => {
    if ((await visibleProject(context, name)) === null) {
      throw topLevel('NOT_FOUND', 'There is no project of this name that you may see.')
    }
    return { selection: { type: 'project', name }, ...deliveries(name) }
  },
}

/** Every project that the caller may see. */
export const projectsTopic: Topic<SubscriptionProjectsArgs> = {
  open: (context) => {
    requireSignedIn(context)
    return Promise.resolve({ selection: { type: 'projects' }, ...deliveries(null) })
  },
}

type Place = { readonly cursor: string; readonly at: Date }

function deliveries(name: string | null): Omit<OpenTopic, 'selection'> {
  const still = async (context: Context, place: Place, type: ProjectChangeType, message: string): Promise<Delivery> => {
    const project = name === null ? null : await visibleProject(context, name)
    const { cursor, at } = place
    return {
      value: { cursor, at, type, message, name: name ?? '', project, operation: null, deployment: null },
      isLast: false,
    }
  }
  return {
    present: (context, place) => still(context, place, 'PRESENT', 'This is how it is now.'),
    expired: (place, context) => still(context, place, 'CURSOR_EXPIRED', expiredMessage),
    change: changeOf,
  }
}

async function changeOf(context: Context, event: StoredEvent): Promise<Delivery | null> {
  const { cursor, at, change, project: name, operation: id, deployment: key } = event
  const told = tell(change)
  if (name === null || told === null) return null
  const project = await visibleProject(context, name)
  // A project of which nothing is left is told to those who saw it; everything else of others is not shown.
  if (project === null) return null
  const view = id === null ? null : await context.load.operation.load(id)
  const deployment = key === null ? null : await context.load.deployment.load(key)
  if (deployment !== null && !context.access.reachesDeployment(deployment.name)) return null
  return {
    value: { cursor, at, ...told, name, project, operation: view?.operation ?? null, deployment },
    isLast: false,
  }
}

type Told = { readonly type: ProjectChangeType; readonly message: string }

// A list need not hear of every step; who wants them follows the operation.
function tell(change: EventChange): Told | null {
  switch (change.type) {
    case 'project':
      if (change.state === 'DELETED') return { type: 'DELETED', message: 'The project was deleted.' }
      if (change.state === 'INVALID') return { type: 'NOTICE', message: 'A commit made by hand does not validate.' }
      return { type: 'SAVED', message: 'A new version was saved.' }
    case 'operation':
      return { type: 'OPERATION', message: `An operation is ${change.state}.` }
    case 'target':
      return { type: 'OPERATION', message: `A deployment of an operation is ${change.state}.` }
    case 'status':
      return { type: 'STATUS', message: change.status.headline }
    case 'deployment':
      return { type: 'DEPLOYMENT', message: change.message }
    case 'removal':
    case 'retained':
      return { type: 'NOTICE', message: 'What was removed or is retained changed.' }
    default:
      return null
  }
}
