import type {
  BatchFetchNode,
  FetchNode,
  FlattenNode,
  FlattenNodePathSegment,
  PlanNode,
} from '@graphql-hive/router-query-planner'
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql'
import { planDocument } from '../subgraphs/plan-document.ts'
import {
  isEntity,
  merge,
  pathOf,
  placesAt,
  representationOf,
  rewrite,
  type Entity,
  type Path,
  type Place,
} from './entities.ts'
import type { TypeConditions } from './type-conditions.ts'

export type Ask = (
  node: FetchNode | BatchFetchNode,
  variables: Readonly<Record<string, unknown>> | undefined,
) => Promise<ExecutionResult> | ExecutionResult

/** What the subgraphs said together, before the answer is cut to what was asked. */
export type Gathered = { readonly data: Entity; readonly errors: GraphQLError[] }

/** Carries out a plan: asks subgraphs in its order and puts their answers together. */
export async function executePlan(
  node: PlanNode | undefined,
  parts: { readonly variables: Readonly<Record<string, unknown>>; readonly types: TypeConditions; readonly ask: Ask },
): Promise<Gathered> {
  const run = new PlanRun(parts.variables, parts.types, parts.ask)
  if (node !== undefined) await run.node(node)
  return run
}

class PlanRun implements Gathered {
  readonly data: Entity = {}
  readonly errors: GraphQLError[] = []
  readonly #variables: Readonly<Record<string, unknown>>
  readonly #types: TypeConditions
  readonly #ask: Ask

  constructor(variables: Readonly<Record<string, unknown>>, types: TypeConditions, ask: Ask) {
    this.#variables = variables
    this.#types = types
    this.#ask = ask
  }

  async node(node: PlanNode): Promise<void> {
    switch (node.kind) {
      case 'Sequence':
        for (const next of node.nodes) await this.node(next)
        return
      case 'Parallel':
        await Promise.all(node.nodes.map((next) => this.node(next)))
        return
      case 'Condition': {
        const next = this.#variables[node.condition] === true ? node.ifClause : node.elseClause
        return next === undefined ? undefined : this.node(next)
      }
      case 'Fetch':
        return this.#root(node)
      case 'Subscription':
        return this.#root(node.primary)
      case 'Flatten':
        return this.#flatten(node)
      case 'BatchFetch':
        return this.#batch(node)
      case 'Defer':
        throw new Error('the planner deferred a part, which nobody asked for')
    }
  }

  async #root(fetch: FetchNode): Promise<void> {
    const result = await this.#fetch(fetch, this.#pickVariables(fetch))
    for (const error of result.errors ?? []) this.errors.push(placed(error, error.path))
    if (!isEntity(result.data)) return
    if (fetch.outputRewrites !== undefined) rewrite(result.data, fetch.outputRewrites, this.#types)
    merge(this.data, result.data)
  }

  async #flatten({ node, path }: FlattenNode): Promise<void> {
    if (node.kind !== 'Fetch') throw new Error(`the planner put a ${node.kind} below a path, which is not understood`)
    const lookups = new Lookups(node.requires ?? [], node.inputRewrites ?? [], this.#types)
    const asked = lookups.add(placesAt(this.data, path, this.#types))
    if (lookups.representations.length === 0) return
    const variables = { ...this.#pickVariables(node), representations: lookups.representations }
    const result = await this.#fetch(node, variables)
    this.#takeErrors(result, '_entities', asked, path)
    if (!isEntity(result.data)) return
    const keys = askedKeys(node, '_entities')
    if (node.outputRewrites === undefined) return addTo(asked, result.data['_entities'], keys)
    const entities = asAsked(result.data['_entities'], keys)
    rewrite({ _entities: entities }, node.outputRewrites, this.#types)
    addTo(asked, entities)
  }

  async #batch(node: BatchFetchNode): Promise<void> {
    const lookupsByVariable = new Map<string, Lookups>()
    const aliases = node.entityBatch.aliases.map((alias) => {
      const { representationsVariableName: name, requires, inputRewrites = [] } = alias
      const lookups = lookupsByVariable.get(name) ?? new Lookups(requires, inputRewrites, this.#types)
      lookupsByVariable.set(name, lookups)
      const places = alias.paths.flatMap((path) => placesAt(this.data, path, this.#types))
      return { alias, asked: lookups.add(places, requires, inputRewrites) }
    })
    const representations = [...lookupsByVariable].map(([name, lookups]) => [name, lookups.representations] as const)
    if (representations.every(([, list]) => list.length === 0)) return
    const variables = { ...this.#pickVariables(node), ...Object.fromEntries(representations) }
    const result = await this.#fetch(node, variables)
    for (const { alias, asked } of aliases) this.#takeErrors(result, alias.alias, asked, alias.paths[0] ?? [])
    this.#takeStrayErrors(result, new Set(aliases.map(({ alias }) => alias.alias)))
    if (!isEntity(result.data)) return
    for (const { alias, asked } of aliases) {
      const entities = asAsked(result.data[alias.alias], askedKeys(node, alias.alias))
      if (alias.outputRewrites !== undefined) rewrite(entities, alias.outputRewrites, this.#types)
      addTo(asked, entities)
    }
  }

  async #fetch(
    node: FetchNode | BatchFetchNode,
    variables: Readonly<Record<string, unknown>> | undefined,
  ): Promise<ExecutionResult> {
    try {
      return await this.#ask(node, variables)
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      return { errors: [error] }
    }
  }

  #pickVariables({ variableUsages }: FetchNode | BatchFetchNode): Record<string, unknown> | undefined {
    const names = variableUsages?.filter((name) => Object.hasOwn(this.#variables, name)) ?? []
    if (names.length === 0) return undefined
    return Object.fromEntries(names.map((name) => [name, this.#variables[name]]))
  }

  /** An error at one of the looked-up objects is one at each place of the answer where that object stands. */
  #takeErrors(result: ExecutionResult, key: string, asked: Asked, path: readonly FlattenNodePathSegment[]): void {
    for (const error of result.errors ?? []) {
      const [root, index, ...rest] = error.path ?? []
      if (root === key && typeof index === 'number') {
        for (const place of asked.get(index) ?? []) this.errors.push(placed(error, [...pathOf(place), ...rest]))
      } else if (key === '_entities') this.errors.push(placed(error, fieldsOf(path)))
    }
  }

  #takeStrayErrors(result: ExecutionResult, keys: ReadonlySet<string>): void {
    for (const error of result.errors ?? []) {
      const [root, index] = error.path ?? []
      if (typeof root !== 'string' || !keys.has(root) || typeof index !== 'number')
        this.errors.push(placed(error, undefined))
    }
  }
}

/** The places that wait for each of the looked-up objects. */
type Asked = ReadonlyMap<number, readonly Place[]>

/** Collects what is looked up in one request; equal objects are asked for once. */
class Lookups {
  readonly representations: Entity[] = []
  readonly #indexes = new Map<string, number>()
  readonly #requires: FetchNode['requires']
  readonly #rewrites: NonNullable<FetchNode['inputRewrites']>
  readonly #types: TypeConditions

  constructor(
    requires: NonNullable<FetchNode['requires']>,
    rewrites: NonNullable<FetchNode['inputRewrites']>,
    types: TypeConditions,
  ) {
    this.#requires = requires
    this.#rewrites = rewrites
    this.#types = types
  }

  add(places: readonly Place[], requires = this.#requires ?? [], rewrites = this.#rewrites): Asked {
    const asked = new Map<number, Place[]>()
    for (const place of places) {
      const representation = representationOf(requires, place.entity, this.#types)
      if (representation === null) continue
      rewrite(representation, rewrites, this.#types)
      const key = JSON.stringify(representation)
      let index = this.#indexes.get(key)
      if (index === undefined) {
        index = this.representations.push(representation) - 1
        this.#indexes.set(key, index)
      }
      const waiting = asked.get(index)
      if (waiting === undefined) asked.set(index, [place])
      else waiting.push(place)
    }
    return asked
  }
}

function addTo(asked: Asked, entities: unknown, keys?: readonly string[]): void {
  if (!Array.isArray(entities)) return
  for (const [index, places] of asked) {
    const entity: unknown = entities[index]
    if (isEntity(entity)) for (const place of places) merge(place.entity, entity, keys)
  }
}

/**
 * Of looked-up objects only what was asked of them: a subgraph that says more, or another type or key, would say it in
 * the place of the subgraph whose word that is.
 */
function asAsked(entities: unknown, keys: readonly string[]): unknown {
  if (!Array.isArray(entities)) return null
  return entities.map((entity: unknown) => {
    if (!isEntity(entity)) return null
    const kept: Entity = {}
    merge(kept, entity, keys)
    return kept
  })
}

function askedKeys(node: FetchNode | BatchFetchNode, key: string): readonly string[] {
  return planDocument(node).roots.find((root) => root.key === key)?.keys ?? []
}

function fieldsOf(path: readonly FlattenNodePathSegment[]): Path {
  return path.flatMap((segment) => (segment !== '@' && 'Field' in segment ? [segment.Field] : []))
}

// What a subgraph sends is a plain object, and may lack what the class promises.
function placed(error: GraphQLError | GraphQLFormattedError, path: Path | undefined): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : undefined
  return new GraphQLError(error.message, {
    path: path ?? null,
    extensions: error.extensions ?? null,
    originalError: original ?? null,
  })
}
