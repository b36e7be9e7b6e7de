import { Kind, print, type DocumentNode, type SelectionSetNode } from 'graphql'

/** What the transport has to know of a document that the planner made; worked out once per document. */
export type PlanDocument = {
  readonly text: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** The fields at its root: response key, and for entity lookups the variable with what was looked up. */
  readonly roots: readonly PlanRoot[]
}

export type PlanRoot = {
  readonly key: string
  readonly representations: string | null
  /** For entity lookups: response keys by the type they were asked of. */
  readonly fields: ReadonlyMap<string, readonly string[]>
}

const known = new WeakMap<DocumentNode, PlanDocument>()

export function planDocument(document: DocumentNode): PlanDocument {
  let plan = known.get(document)
  if (plan === undefined) {
    plan = describe(document)
    known.set(document, plan)
  }
  return plan
}

function describe(document: DocumentNode): PlanDocument {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined) throw new Error('the planner made a document without an operation')
  const roots = operation.selectionSet.selections.flatMap((selection): PlanRoot[] => {
    if (selection.kind !== Kind.FIELD) return []
    const key = selection.alias?.value ?? selection.name.value
    const argument = selection.arguments?.find(({ name }) => name.value === 'representations')?.value
    const isLookup = selection.name.value === '_entities' && argument?.kind === Kind.VARIABLE
    return [
      {
        key,
        representations: isLookup ? argument.name.value : null,
        fields: isLookup ? fieldsByType(selection.selectionSet) : new Map(),
      },
    ]
  })
  return { text: print(document), kind: operation.operation, roots }
}

function fieldsByType(selectionSet: SelectionSetNode | undefined): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind !== Kind.INLINE_FRAGMENT || selection.typeCondition === undefined) continue
    const keys = selection.selectionSet.selections.flatMap((inner) =>
      inner.kind === Kind.FIELD && inner.name.value !== '__typename' ? [inner.alias?.value ?? inner.name.value] : [],
    )
    fields.set(selection.typeCondition.name.value, keys)
  }
  return fields
}
