import {
  getArgumentValues,
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'

/** A subscription, ready to be executed for each event. */
export type Prepared = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  /** The one root field, by its name in the schema. */
  readonly field: string
  readonly args: Readonly<Record<string, unknown>>
  /** What makes two subscriptions the same, apart from where they begin and who asks. */
  readonly key: string
}

/** Reads the root field and its arguments. Throws GraphQLErrors for what validation does not see. */
export function prepare(
  schema: GraphQLSchema,
  document: DocumentNode,
  source: string,
  given: Readonly<Record<string, unknown>>,
  operationName: string | null,
): Prepared {
  const operation = getOperationAST(document, operationName)
  const type = schema.getSubscriptionType()
  const node = operation === null || operation === undefined ? null : rootOf(operation)
  const definition = node === null ? undefined : type?.getFields()[node.name.value]
  if (operation === null || operation === undefined || node === null || definition === undefined) {
    throw new GraphQLError('A stream needs one subscription with one root field.')
  }
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], given)
  if (values.errors !== undefined) throw values.errors[0] ?? new GraphQLError('The variables cannot be used.')
  const variables = values.coerced
  const args = getArgumentValues(definition, node, variables)
  const start = startVariable(node)
  const shared = Object.entries(variables).filter(([name]) => name !== start)
  const key = JSON.stringify([source, operationName, shared.toSorted(([a], [b]) => (a < b ? -1 : 1))])
  return { schema, document, operationName, variables: given, field: node.name.value, args, key }
}

function rootOf(operation: OperationDefinitionNode): FieldNode | null {
  const [only] = operation.selectionSet.selections
  return operation.selectionSet.selections.length === 1 && only?.kind === Kind.FIELD ? only : null
}

/** The variable that says where to begin: readers who begin elsewhere still follow the same stream. */
function startVariable(node: FieldNode): string | null {
  const argument = node.arguments?.find(({ name }) => name.value === 'after')
  return argument?.value.kind === Kind.VARIABLE ? argument.value.name.value : null
}
