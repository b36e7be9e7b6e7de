import {
  DeploymentEventsDocument,
  DeploymentManifestsDocument,
  DeploymentOverviewDocument,
  DeploymentVariablesDocument,
} from '../../generated/graph.ts'
import { ask, GatewayAway, type GraphAnswer } from '../graph/ask.ts'
import { livePart, type LivePart } from './live-part.ts'
import type { FirstPart } from './use-live-part.ts'
import { partKey, viewOf } from './views.ts'

type Wish = {
  readonly project: string
  readonly deployment: string
  readonly view: string | null
  readonly component: string | null
}

/**
 * Begins to ask the cluster for what the address names. Nobody waits for it: a cluster that does not answer holds up
 * its own part of the page and nothing else.
 */
export function askPart({ project, deployment, view: asked, component }: Wish): FirstPart {
  const place = { project, deployment }
  const view = viewOf(asked)
  switch (view) {
    case 'overview':
      return { key: partKey.overview, answer: read(ask(DeploymentOverviewDocument, place)) }
    case 'manifests':
      return { key: partKey.manifests, answer: read(ask(DeploymentManifestsDocument, place)) }
    case 'events':
      return { key: partKey.events, answer: read(ask(DeploymentEventsDocument, place)) }
    case 'variables':
      if (component === null) return none
      return {
        key: partKey.variables(component),
        answer: read(ask(DeploymentVariablesDocument, { ...place, component })),
      }
    case 'logs':
      // The browser asks for them, since it goes on from there.
      return none
    default:
      return view satisfies never
  }
}

const none: FirstPart = { key: '', answer: Promise.resolve({ part: null, missing: null }) }

function read(asked: Promise<Answer>): Promise<LivePart<unknown>> {
  const answer = readAnswer(asked)
  // Whoever has to sign in is sent there by the page itself, which may be before anybody looks here.
  answer.catch(() => undefined)
  return answer
}

type Answer = GraphAnswer<{
  readonly project: { readonly deployment: { readonly live: unknown } | null } | null
}>

async function readAnswer(asked: Promise<Answer>): Promise<LivePart<unknown>> {
  try {
    const { data, errors } = await asked
    return livePart(
      data,
      errors.map(({ message }) => message),
    )
  } catch (error) {
    if (error instanceof GatewayAway) return { part: null, missing: error.message }
    throw error
  }
}
