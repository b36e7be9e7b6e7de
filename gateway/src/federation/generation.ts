import { QueryPlanner, type QueryPlan } from '@graphql-hive/router-query-planner'
import type { SupergraphAnswer } from '@operations-manager/schema/stream/stream-protocol.ts'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import {
  buildASTSchema,
  execute,
  GraphQLError,
  Kind,
  parse,
  print,
  printSchema,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { createHash } from 'node:crypto'
import type { Call } from '../pipeline/call.ts'
import type { Subgraph } from '../subgraphs/subgraph.ts'
import type { Subgraphs } from '../subgraphs/subgraphs.ts'
import { executePlan } from './execute-plan.ts'
import { askSubgraphs, type SubscriptionStep } from './plan-transport.ts'
import { Projection } from './projection.ts'
import { splitOperation } from './split-operation.ts'
import { TypeConditions } from './type-conditions.ts'

export type ExecuteRequest = {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly call: Call
  readonly step: SubscriptionStep
}

/** What is worked out once for an operation, as long as its document is kept. */
type Prepared = { readonly plan: Promise<QueryPlan>; readonly projection: Projection }

/** One version of the supergraph, ready to plan and execute. Lives until nothing runs on it any more. */
export class Generation {
  readonly version: string
  readonly sdl: string
  /** The graph as clients see it. */
  readonly schema: GraphQLSchema
  readonly subgraphs: ReadonlyMap<string, Subgraph>
  readonly #planner: QueryPlanner
  readonly #types: TypeConditions
  readonly #prepared = new WeakMap<OperationDefinitionNode, Prepared>()
  #publicSdl: { readonly text: string; readonly etag: string } | null = null
  #running = 0
  #idle: (() => void) | null = null

  /** Loads a supergraph; throws for one that cannot be used, before anything runs on it. */
  constructor({ version, sdl }: SupergraphAnswer, subgraphs: Subgraphs) {
    this.version = version
    this.sdl = sdl
    this.#planner = new QueryPlanner(sdl)
    const supergraph = parse(sdl, { noLocation: true })
    this.schema = buildASTSchema(transformSupergraphToPublicSchema(supergraph), { assumeValidSDL: true })
    this.#types = new TypeConditions(this.schema)
    this.subgraphs = new Map(addressesIn(supergraph).map(([name, location]) => [name, subgraphs.at(name, location)]))
  }

  /** The graph as clients may read it, with a fingerprint. */
  get publicSdl(): { readonly text: string; readonly etag: string } {
    if (this.#publicSdl === null) {
      const text = `${printSchema(this.schema)}\n`
      this.#publicSdl = { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
    }
    return this.#publicSdl
  }

  /** Executes a validated operation; errors come as subgraphs gave them, unmasked. */
  async execute(request: ExecuteRequest): Promise<ExecutionResult> {
    this.#running += 1
    try {
      const { schemaPart, rest } = splitOperation(request.document, request.operation)
      const about = schemaPart === null ? null : await this.#introspect({ ...request, ...schemaPart })
      if (rest === null) return about ?? { data: {} }
      const result = await this.#plan({ ...request, ...rest })
      return about === null ? result : { ...result, data: { ...about.data, ...result.data } }
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#idle?.()
    }
  }

  /** Resolves once nothing runs on this generation any more, or after the limit. */
  async retire(limitMs: number): Promise<void> {
    if (this.#running === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, limitMs)
    this.#idle = resolve
    await promise
    clearTimeout(timer)
  }

  async #plan({ document, operation, variables, call, step }: ExecuteRequest): Promise<ExecutionResult> {
    const { plan, projection } = this.#prepare(document, operation)
    const ask = askSubgraphs(this, call, step)
    const { data, errors } = await executePlan((await plan).node, { variables, types: this.#types, ask })
    const faults: string[] = []
    const projected = Object.keys(data).length > 0 ? projection.of(data, variables, faults) : null
    // A hole that no subgraph explained must not pass for an answer.
    const [fault] = errors.length === 0 ? faults : []
    if (fault !== undefined) errors.push(new GraphQLError(`The subgraphs broke the graph's promise: ${fault}.`))
    return { data: projected, ...(errors.length === 0 ? {} : { errors }) }
  }

  #introspect({ document, operation, variables }: ExecuteRequest): ExecutionResult | Promise<ExecutionResult> {
    const operationName = operation.name?.value
    return execute({ schema: this.schema, document, variableValues: variables, operationName: operationName ?? null })
  }

  #prepare(document: DocumentNode, operation: OperationDefinitionNode): Prepared {
    let prepared = this.#prepared.get(operation)
    if (prepared === undefined) {
      const plan = this.#planner.planAsync(plannable(document), operation.name?.value, new Set(), 0)
      prepared = { plan, projection: new Projection(this.schema, this.#types, document, operation) }
      this.#prepared.set(operation, prepared)
      plan.catch(() => this.#prepared.delete(operation)) // whoever waits for it hears of it
    }
    return prepared
  }
}

/** The document without descriptions of operations, fragments and variables, which the planner cannot read yet. */
function plannable({ definitions, ...document }: DocumentNode): string {
  return print({
    ...document,
    definitions: definitions.map((definition) => {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) return withoutDescription(definition)
      if (definition.kind !== Kind.OPERATION_DEFINITION) return definition
      const { variableDefinitions = [], ...operation } = definition
      return { ...withoutDescription(operation), variableDefinitions: variableDefinitions.map(withoutDescription) }
    }),
  })
}

function withoutDescription<Node extends { readonly description?: unknown }>(node: Node): Omit<Node, 'description'> {
  const { description: _description, ...rest } = node
  return rest
}

/** Name and address of every subgraph, as the supergraph says them. */
function addressesIn(supergraph: DocumentNode): [name: string, location: string][] {
  const graphs = supergraph.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  )
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('the supergraph names no subgraphs')
  return (graphs.values ?? []).map(({ directives }) => {
    const given = directives?.find(({ name }) => name.value === 'join__graph')?.arguments ?? []
    const text = (name: string): string => {
      const value = given.find((argument) => argument.name.value === name)?.value
      if (value?.kind !== Kind.STRING) throw new Error(`the supergraph says no ${name} of a subgraph`)
      return value.value
    }
    return [text('name'), text('url')]
  })
}
