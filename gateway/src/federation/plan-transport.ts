import type { DocumentNode, ExecutionResult } from 'graphql'
import type { Call } from '../pipeline/call.ts'
import { planDocument } from '../subgraphs/plan-document.ts'
import type { Subgraph } from '../subgraphs/subgraph.ts'
import type { Ask } from './execute-plan.ts'

/**
 * What to do with the part of a plan that is a subscription; everything else is simply asked. A subscription is
 * executed once for each event, with the event as the answer of its subgraph, so every event is complete in itself
 * and can be executed under another supergraph than the one before.
 */
export type SubscriptionStep =
  | { readonly type: 'none' }
  /** Only find out what would be opened, and where. */
  | { readonly type: 'open'; readonly found: (upstream: UpstreamRequest) => void }
  /** Take this as the event that came, and ask for what it lacks. */
  | { readonly type: 'event'; readonly result: ExecutionResult }

/** What a subscription opens at its subgraph, as the planner made it. */
export type UpstreamRequest = {
  readonly subgraph: Subgraph
  readonly document: DocumentNode
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly operationName: string | undefined
}

/** How a plan asks the subgraphs of one supergraph on behalf of a call. */
export function askSubgraphs(
  supergraph: { readonly version: string; readonly subgraphs: ReadonlyMap<string, Subgraph> },
  call: Call,
  step: SubscriptionStep,
): Ask {
  return (node, variables) => {
    const subgraph = supergraph.subgraphs.get(node.serviceName)
    if (subgraph === undefined) throw new Error(`the supergraph gives no address for "${node.serviceName}"`)
    const plan = planDocument(node)
    const { operationName } = node
    if (plan.kind === 'subscription') return subscriptionPart(step, { ...plan, variables, operationName, subgraph })
    const mayJoin = step.type === 'none'
    return subgraph.ask({ plan, variables, operationName, supergraphVersion: supergraph.version, call, mayJoin })
  }
}

function subscriptionPart(step: SubscriptionStep, request: UpstreamRequest): ExecutionResult {
  switch (step.type) {
    case 'open': {
      const { subgraph, document, variables, operationName } = request
      step.found({ subgraph, document, variables, operationName })
      return { data: null }
    }
    case 'event':
      return step.result
    case 'none':
      throw new Error('a subscription was executed as if it were a query')
  }
}
