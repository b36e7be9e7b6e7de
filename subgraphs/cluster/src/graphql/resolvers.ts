import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { eventsOf } from '../live/events.ts'
import type { LiveDeps } from '../live/deps.ts'
import { NotFound, type LiveDeployment, type openDeployments } from '../live/deployment.ts'
import { logsOf } from '../live/logs.ts'
import { objectsOf } from '../live/objects.ts'
import { servicesOf } from '../live/services.ts'
import { variablesOf } from '../live/variables.ts'
import { workloadsOf } from '../live/workloads.ts'
import { refusal } from './errors.ts'

/** What one request carries: who asks, and the deployments as this request sees them. */
export type RequestContext = {
  readonly caller: Caller
  readonly open: ReturnType<typeof openDeployments>
}

type Reference = { readonly id: string }
type LogArguments = {
  readonly component: string
  readonly pod?: string | null
  readonly tail?: number | null
  readonly previous?: boolean | null
}

/**
 * The registry decided which deployments this caller may see before the gateway asks here, and the gateway's signature
 * says so; only somebody who is signed in is let in at all.
 */
export function createResolvers(deps: LiveDeps, typeName: string) {
  return {
    Deployment: { __resolveType: () => typeName },
    [typeName]: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      live: ({ id }: Reference, _: unknown, { caller, open }: RequestContext): LiveDeployment => {
        if (caller.type === 'anonymous') throw refusal('UNAUTHENTICATED', 'Sign in to see a deployment.')
        const ref = parseDeploymentId(id)
        const deployment = ref === null ? null : open(ref)
        if (deployment === null) throw new NotFound('The cluster has not been told of this deployment yet.')
        return deployment
      },
    },
    DeploymentLive: {
      simulated: () => deps.simulated,
      workloads: (live: LiveDeployment) => workloadsOf(deps, live),
      services: (live: LiveDeployment) => servicesOf(deps, live),
      variables: (live: LiveDeployment, { component }: { readonly component: string }) =>
        variablesOf(deps, live, component),
      events: (live: LiveDeployment, { first }: { readonly first?: number | null }) => eventsOf(live, first ?? 50),
      logs: (live: LiveDeployment, { component, pod = null, tail, previous }: LogArguments) =>
        logsOf(deps, live, { component, pod, tail: tail ?? 100, previous: previous ?? false }),
      objects: (live: LiveDeployment) => objectsOf(deps, live),
    },
  }
}
