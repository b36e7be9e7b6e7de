import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** How big an operation is, before anything is asked. */
export type Shape = {
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** The objects it may return at most, as far as that can be known: see `cost`. */
  readonly cost: (variables: Readonly<Record<string, unknown>>) => number
  readonly introspects: boolean
}

/** A list whose length nobody says counts as this many. */
const assumedLength = 5
/** A cost beyond this is too much in any case; counting stops there, so that no document can make the count itself slow. */
const ceiling = 1e12

type Node = { readonly own: number; readonly length: Length; readonly children: readonly Node[] }
type Length =
  | { readonly type: 'one' }
  | { readonly type: 'known'; readonly length: number }
  | { readonly type: 'variable'; readonly name: string; readonly otherwise: number }

type Walk = {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly counts: { aliases: number; directives: number; depth: number; introspects: boolean; nodes: number }
}

/** Counting stops at so many fields, and the cost is the ceiling: fragments that spread fragments grow without end. */
const maxNodes = 20_000
const tooMany: Node = { own: ceiling, length: { type: 'one' }, children: [] }

/** Measures one operation of a validated document. Worked out once per document; only the cost needs the variables. */
export function shapeOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const counts = { aliases: 0, directives: operation.directives?.length ?? 0, depth: 0, introspects: false, nodes: 0 }
  const roots = walk(
    { schema, fragments, counts },
    operation.selectionSet,
    schema.getRootType(operation.operation) ?? undefined,
    { depth: 1, isSized: false },
  )
  return {
    depth: counts.depth,
    aliases: counts.aliases,
    rootFields: roots.length,
    directives: counts.directives,
    introspects: counts.introspects,
    cost: (variables) => costOf(roots, variables),
  }
}

type Place = {
  readonly depth: number
  /** The field above has `first` or `last`, so lists right below it are no longer than that. */
  readonly isSized: boolean
}

function walk(state: Walk, set: SelectionSetNode, parent: GraphQLNamedType | undefined, place: Place): Node[] {
  if (state.counts.nodes > maxNodes) return [tooMany]
  const nodes: Node[] = []
  for (const selection of set.selections) {
    state.counts.directives += selection.directives?.length ?? 0
    if (selection.kind === Kind.FIELD) {
      nodes.push(field(state, selection, parent, place))
      continue
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? state.fragments.get(selection.name.value) : selection
    if (fragment === undefined) continue // validation refuses unknown fragments
    const condition = fragment.typeCondition?.name.value
    const type = condition === undefined ? parent : state.schema.getType(condition)
    nodes.push(...walk(state, fragment.selectionSet, type, place))
  }
  return nodes
}

function field(state: Walk, node: FieldNode, parent: GraphQLNamedType | undefined, place: Place): Node {
  const { counts } = state
  if (node.alias !== undefined) counts.aliases += 1
  counts.nodes += 1
  const name = node.name.value
  if (name === '__schema' || name === '__type') {
    counts.introspects = true
    return { own: 1, length: { type: 'one' }, children: [] } // reading the schema has its own permission, not a depth
  }
  counts.depth = Math.max(counts.depth, place.depth)
  const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
  const type = definition && getNamedType(definition.type)
  if (definition === undefined || !isCompositeType(type) || node.selectionSet === undefined) {
    return { own: 0, length: { type: 'one' }, children: [] }
  }
  const size = pageSize(node, definition)
  const isList = isListOf(definition.type)
  const length: Length = size ?? (isList && !place.isSized ? { type: 'known', length: assumedLength } : { type: 'one' })
  const below = { depth: place.depth + 1, isSized: size !== null && !isList }
  return { own: 1, length, children: walk(state, node.selectionSet, type, below) }
}

function pageSize(node: FieldNode, definition: GraphQLField<unknown, unknown>): Length | null {
  for (const name of ['first', 'last']) {
    const argument = definition.args.find((candidate) => candidate.name === name)
    if (argument === undefined) continue
    const otherwise = typeof argument.defaultValue === 'number' ? argument.defaultValue : assumedLength
    const value = node.arguments?.find((given) => given.name.value === name)?.value
    if (value?.kind === Kind.INT) return { type: 'known', length: Number(value.value) }
    if (value?.kind === Kind.VARIABLE) return { type: 'variable', name: value.name.value, otherwise }
    if (name === 'first' || typeof argument.defaultValue === 'number') return { type: 'known', length: otherwise }
  }
  return null
}

function isListOf(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

function costOf(nodes: readonly Node[], variables: Readonly<Record<string, unknown>>): number {
  let sum = 0
  for (const { own, length, children } of nodes) {
    sum += lengthOf(length, variables) * (own + costOf(children, variables))
    if (sum > ceiling) return ceiling
  }
  return sum
}

function lengthOf(length: Length, variables: Readonly<Record<string, unknown>>): number {
  switch (length.type) {
    case 'one':
      return 1
    case 'known':
      return Math.max(0, length.length)
    case 'variable': {
      const value = variables[length.name]
      return typeof value === 'number' ? Math.max(0, value) : length.otherwise
    }
  }
}

/** What an answer really holds, in the same unit: its objects. */
export function objectsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  if (Array.isArray(value)) {
    for (const item of value) sum += objectsIn(item)
    return sum
  }
  sum = 1
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key] // an own property of a plain object
    if (typeof inner === 'object') sum += objectsIn(inner)
  }
  return sum
}
