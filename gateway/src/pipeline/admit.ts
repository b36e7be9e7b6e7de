import { getVariableValues, type DocumentNode, type GraphQLError, type OperationDefinitionNode } from 'graphql'
import type { Generation } from '../federation/generation.ts'
import { bindVariables } from './bound-documents.ts'
import type { Call } from './call.ts'
import type { Limits } from './limits.ts'
import type { PersistedDocuments } from './persisted-documents.ts'
import { overLimit, Refusal } from './refusal.ts'
import { shapeOf, type Shape } from './shape.ts'
import { variableFault } from './variable-faults.ts'

/** An operation of a document that was parsed and validated against this generation's schema. */
export type CheckedRequest = {
  readonly generation: Generation
  readonly source: string
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** An operation that may run, with its variables as the schema understands them, and its static cost. */
export type Admitted = CheckedRequest & { readonly cost: number }

export type AdmitOptions = { readonly limits: Limits; readonly persisted: PersistedDocuments | null }

const shapes = new WeakMap<OperationDefinitionNode, { readonly generation: Generation; readonly shape: Shape }>()

/** Lets an operation pass, or throws a refusal that says why not. Asks nobody. */
export function admit(request: CheckedRequest, call: Call, { limits, persisted }: AdmitOptions): Admitted {
  const { generation, operation, document } = request
  persisted?.check(request.source)
  const { documents } = call.identity
  const variables = documents === null ? request.variables : bindVariables(request.source, request.variables, documents)
  const shape = knownShape(generation, document, operation)
  if (shape.introspects && call.identity.caller.type === 'anonymous') {
    throw new Refusal('UNAUTHENTICATED', 401, 'Reading the schema needs a signed-in caller. Send a bearer token.')
  }
  checkShape(shape, limits)
  const coerced = coerceVariables({ ...request, variables })
  const cost = shape.cost(coerced)
  if (cost > limits.cost) {
    throw overLimit('cost', limits.cost, cost, 'Ask for fewer things at once: a smaller `first`, fewer nested lists.')
  }
  return { ...request, variables: coerced, cost }
}

function coerceVariables({ generation, operation, variables }: CheckedRequest): Readonly<Record<string, unknown>> {
  const definitions = operation.variableDefinitions ?? []
  if (definitions.length === 0) return {}
  const { coerced, errors } = getVariableValues(generation.schema, definitions, variables, { maxErrors: 10 })
  if (coerced !== undefined) return coerced
  throw new VariableErrors(errors.map((error) => new Refusal('BAD_USER_INPUT', 400, variableFault(error))))
}

/** Several refusals at once: every variable that has an impossible value. */
export class VariableErrors extends Error {
  override readonly name = 'VariableErrors'
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('variables have impossible values')
    this.errors = errors
  }
}

function checkShape({ depth, aliases, rootFields, directives }: Shape, limits: Limits): void {
  if (depth > limits.depth) throw overLimit('depth', limits.depth, depth, 'Nest fewer fields.')
  if (aliases > limits.aliases) throw overLimit('aliases', limits.aliases, aliases, 'Use fewer aliases.')
  if (rootFields > limits.rootFields) {
    throw overLimit('rootFields', limits.rootFields, rootFields, 'Send several operations instead.')
  }
  if (directives > limits.directives) {
    throw overLimit('directives', limits.directives, directives, 'Use fewer directives.')
  }
}

function knownShape(generation: Generation, document: DocumentNode, operation: OperationDefinitionNode): Shape {
  const known = shapes.get(operation)
  if (known?.generation === generation) return known.shape
  const shape = shapeOf(generation.schema, document, operation)
  shapes.set(operation, { generation, shape })
  return shape
}
