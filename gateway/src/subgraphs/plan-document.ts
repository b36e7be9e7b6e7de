import type { BatchFetchNode, FetchNode } from '@graphql-hive/router-query-planner'
import { Kind, parse, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'

/** What the transport has to know of a request that the planner made; worked out once per plan. */
export type PlanDocument = {
  readonly text: string
  readonly document: DocumentNode
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** The fields at its root: response key, and for lookups the variable with what is looked up. */
  readonly roots: readonly PlanRoot[]
}

export type PlanRoot = {
  readonly key: string
  readonly representations: string | null
  /** For lookups: response keys by the type they are asked of. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** For lookups: all of these response keys. What an answer says beyond them nobody asked. */
  readonly keys: readonly string[]
}

const known = new WeakMap<FetchNode | BatchFetchNode, PlanDocument>()

export function planDocument(node: FetchNode | BatchFetchNode): PlanDocument {
  let plan = known.get(node)
  if (plan === undefined) {
    plan = describePlanDocument(node.operation)
    known.set(node, plan)
  }
  return plan
}

export function describePlanDocument(text: string): PlanDocument {
  const document = parse(text, { noLocation: true })
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined) throw new Error('the planner made a document without an operation')
  const roots = operation.selectionSet.selections.flatMap((selection): PlanRoot[] => {
    if (selection.kind !== Kind.FIELD) return []
    const key = selection.alias?.value ?? selection.name.value
    const argument = selection.arguments?.find(({ name }) => name.value === 'representations')?.value
    if (selection.name.value !== '_entities' || argument?.kind !== Kind.VARIABLE) {
      return [{ key, representations: null, fields: new Map(), keys: [] }]
    }
    const fields = new Map<string, string[]>()
    collect(selection.selectionSet, null, fragments, fields)
    const keys = [...new Set([...fields.values()].flat())]
    return [{ key, representations: argument.name.value, fields, keys }]
  })
  return { text, document, kind: operation.operation, roots }
}

function collect(
  set: SelectionSetNode | undefined,
  typeName: string | null,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  fields: Map<string, string[]>,
): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      if (typeName === null || selection.name.value === '__typename') continue
      const keys = fields.get(typeName) ?? []
      const key = selection.alias?.value ?? selection.name.value
      if (!keys.includes(key)) keys.push(key)
      fields.set(typeName, keys)
      continue
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    collect(fragment?.selectionSet, fragment?.typeCondition?.name.value ?? typeName, fragments, fields)
  }
}
