import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionNode } from 'graphql'

export type OperationPart = { readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
type Split = { readonly schemaPart: OperationPart | null; readonly rest: OperationPart | null }

const known = new WeakMap<OperationDefinitionNode, Split>()

/** Parts what an operation asks of the schema, which we answer ourselves, from what it asks of the subgraphs. */
export function splitOperation(document: DocumentNode, operation: OperationDefinitionNode): Split {
  let split = known.get(operation)
  if (split === undefined) {
    const { selections } = operation.selectionSet
    const isOnlyMeta = selections.every((selection) => nameOf(selection).startsWith('__'))
    const aboutSchema = selections.filter((selection) => /^__(schema|type)$/.test(nameOf(selection)))
    const part = (chosen: readonly SelectionNode[]): OperationPart | null => {
      if (chosen.length === 0) return null
      if (chosen.length === selections.length) return { document, operation }
      const made = { ...operation, selectionSet: { ...operation.selectionSet, selections: chosen } }
      const definitions = document.definitions.map((definition) => (definition === operation ? made : definition))
      return { document: { ...document, definitions }, operation: made }
    }
    split = isOnlyMeta
      ? { schemaPart: { document, operation }, rest: null }
      : {
          schemaPart: part(aboutSchema),
          rest: part(selections.filter((selection) => !aboutSchema.includes(selection))),
        }
    known.set(operation, split)
  }
  return split
}

function nameOf(selection: SelectionNode): string {
  return selection.kind === Kind.FIELD ? selection.name.value : ''
}
