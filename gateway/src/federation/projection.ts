import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { isEntity, type Entity } from './entities.ts'
import type { TypeConditions } from './type-conditions.ts'

type Field = {
  readonly key: string
  readonly isTypeName: boolean
  readonly type: GraphQLOutputType
  /** What was asked of the field, if it holds objects. */
  readonly below: Selected | null
}

type Described = GraphQLObjectType | GraphQLInterfaceType

type Parts = {
  readonly schema: GraphQLSchema
  readonly types: TypeConditions
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

/** Stands for a null that may not be there: the object around it has to go. */
const impossible = Symbol('a null where none may be')

/**
 * Cuts what the subgraphs said to what was asked, in the order asked, with nulls where a type allows them. What is
 * worked out from the document is kept for the next request with it.
 */
export class Projection {
  readonly #parts: Omit<Parts, 'variables'>
  readonly #operation: OperationDefinitionNode
  readonly #root: GraphQLObjectType
  /** Variables that decide whether something is asked at all. */
  readonly #conditions: readonly string[]
  readonly #byConditions = new Map<string, Selected>()

  constructor(
    schema: GraphQLSchema,
    types: TypeConditions,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ) {
    const root = schema.getRootType(operation.operation)
    if (!isObjectType(root)) throw new Error(`the graph has no ${operation.operation}`)
    this.#root = root
    this.#operation = operation
    const fragments = new Map<string, FragmentDefinitionNode>()
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
    }
    this.#parts = { schema, types, fragments }
    this.#conditions = conditionsIn([operation.selectionSet, ...[...fragments.values()].map((it) => it.selectionSet)])
  }

  /** `faults` gets what a subgraph should not have said: null where none may be, a type that the graph lacks. */
  of(data: Entity, variables: Readonly<Record<string, unknown>>, faults: string[]): Entity | null {
    const values = this.#conditions.map((name) => variables[name] === true)
    const key = values.join()
    let selected = this.#byConditions.get(key)
    if (selected === undefined) {
      const given = Object.fromEntries(this.#conditions.map((name, index) => [name, values[index]]))
      selected = new Selected([this.#operation.selectionSet], { ...this.#parts, variables: given })
      if (this.#byConditions.size < 64) this.#byConditions.set(key, selected)
    }
    const result = selected.objectOf(this.#root, data, faults)
    return result === impossible ? null : result
  }
}

class Selected {
  readonly #sets: readonly SelectionSetNode[]
  readonly #parts: Parts
  readonly #fields = new Map<string, readonly Field[]>()

  constructor(sets: readonly SelectionSetNode[], parts: Parts) {
    this.#sets = sets
    this.#parts = parts
  }

  objectOf(type: Described, data: Entity, faults: string[]): Entity | typeof impossible {
    const result: Entity = {}
    for (const field of this.#fieldsOf(type)) {
      const value = field.isTypeName ? type.name : this.#complete(field.type, field.below, data[field.key], faults)
      if (value === impossible) {
        faults.push(`${type.name}.${field.key} is null`)
        return impossible
      }
      result[field.key] = value
    }
    return result
  }

  #complete(type: GraphQLOutputType, below: Selected | null, value: unknown, faults: string[]): unknown {
    if (isNonNullType(type)) {
      const inner = this.#complete(type.ofType, below, value, faults)
      return inner === null ? impossible : inner
    }
    if (value === undefined || value === null) return null
    if (isListType(type)) return this.#list(type.ofType, below, value, faults)
    if (below !== null) return this.#object(type, below, value, faults)
    const isKnown = !isEnumType(type) || (typeof value === 'string' && type.getValue(value) !== undefined)
    return isKnown ? value : null
  }

  #list(itemType: GraphQLOutputType, below: Selected | null, value: unknown, faults: string[]): unknown {
    if (!Array.isArray(value)) return null
    const items: unknown[] = []
    for (const item of value) {
      const completed = this.#complete(itemType, below, item, faults)
      if (completed === impossible) return null
      items.push(completed)
    }
    return items
  }

  #object(type: GraphQLOutputType, below: Selected, value: unknown, faults: string[]): unknown {
    if (!isEntity(value)) return null
    const typeName = value['__typename']
    // Where only fields of an interface are asked for, the plan asks for no type name.
    const described = typeof typeName === 'string' ? this.#parts.schema.getType(typeName) : type
    if (!isObjectType(described) && !isInterfaceType(described)) {
      faults.push(`the type ${String(typeName)} is not in this supergraph`)
      return null
    }
    const object = below.objectOf(described, value, faults)
    return object === impossible ? null : object
  }

  #fieldsOf(type: Described): readonly Field[] {
    let fields = this.#fields.get(type.name)
    if (fields === undefined) {
      const byKey = new Map<string, { name: string; sets: SelectionSetNode[] }>()
      for (const set of this.#sets) this.#collect(set, type, byKey)
      fields = [...byKey].map(([key, { name, sets }]) => this.#field(type, key, name, sets))
      this.#fields.set(type.name, fields)
    }
    return fields
  }

  #field(type: Described, key: string, name: string, sets: readonly SelectionSetNode[]): Field {
    if (name === '__typename') return { key, isTypeName: true, type, below: null }
    const definition = type.getFields()[name]
    if (definition === undefined) throw new Error(`the graph has no field ${type.name}.${name}`)
    const isLeaf = !isCompositeType(getNamedType(definition.type))
    return { key, isTypeName: false, type: definition.type, below: isLeaf ? null : new Selected(sets, this.#parts) }
  }

  #collect(
    set: SelectionSetNode,
    type: Described,
    byKey: Map<string, { name: string; sets: SelectionSetNode[] }>,
  ): void {
    for (const selection of set.selections) {
      if (!isAsked(selection.directives, this.#parts.variables)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const known = byKey.get(key) ?? { name: selection.name.value, sets: [] }
        if (selection.selectionSet !== undefined) known.sets.push(selection.selectionSet)
        byKey.set(key, known)
        continue
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD
      const fragment = isSpread ? this.#parts.fragments.get(selection.name.value) : selection
      if (fragment === undefined) continue // validation refuses unknown fragments
      const condition = fragment.typeCondition?.name.value
      if (condition === undefined || this.#parts.types.fits(type.name, condition)) {
        this.#collect(fragment.selectionSet, type, byKey)
      }
    }
  }
}

function isAsked(
  directives: readonly DirectiveNode[] | undefined,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue
    const value = given?.find((argument) => argument.name.value === 'if')?.value
    const isTrue =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : value?.kind === Kind.BOOLEAN && value.value
    if (isTrue === (name.value === 'skip')) return false
  }
  return true
}

function conditionsIn(sets: readonly SelectionSetNode[]): string[] {
  const names = new Set<string>()
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      for (const { name, arguments: given } of selection.directives ?? []) {
        if (name.value !== 'skip' && name.value !== 'include') continue
        for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined) visit(selection.selectionSet)
    }
  }
  for (const set of sets) visit(set)
  return [...names]
}
