import type { TransportEntry } from '@graphql-mesh/fusion-runtime'
import type { DocumentNode, ExecutionResult } from 'graphql'
import type { Call } from '../pipeline/call.ts'
import { planDocument } from '../subgraphs/plan-document.ts'
import type { Subgraph } from '../subgraphs/subgraph.ts'
import type { Subgraphs } from '../subgraphs/subgraphs.ts'

/** What to do with the part of a plan that is a subscription; everything else is simply asked. */
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

/** What an execution hands to our transport; absent while a generation is prepared and nothing shall be asked. */
export type PlanContext = { readonly call: Call; readonly step: SubscriptionStep }

type PlanRequest = {
  readonly document: DocumentNode
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string | undefined
  readonly context?: PlanContext
}

/**
 * Our own transport, in place of the library's. The executor never sees a stream: a subscription is executed once for
 * each event, with the event as the answer of its subgraph. (Given a stream, the library drops `extensions`, keeps
 * the errors of earlier events, and cannot move to another supergraph.)
 */
export function planTransport(supergraphVersion: string, subgraphs: Subgraphs) {
  return {
    getSubgraphExecutor({ subgraphName, transportEntry }: { subgraphName: string; transportEntry: TransportEntry }) {
      const subgraph = subgraphs.at(subgraphName, transportEntry.location ?? '')
      return (request: PlanRequest): ExecutionResult | Promise<ExecutionResult> => {
        const { document, variables, operationName, context } = request
        if (context === undefined) return { data: null }
        const plan = planDocument(document)
        if (plan.kind === 'subscription') return subscriptionPart(context.step, { ...request, subgraph })
        const mayJoin = context.step.type === 'none'
        return subgraph.ask({ plan, variables, operationName, supergraphVersion, call: context.call, mayJoin })
      }
    },
  }
}

function subscriptionPart(step: SubscriptionStep, request: PlanRequest & { subgraph: Subgraph }): ExecutionResult {
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
