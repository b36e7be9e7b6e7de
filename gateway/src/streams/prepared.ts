import {
  getOperationAST,
  Kind,
  parse,
  print,
  validate,
  type DocumentNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql'
import type { Generation } from '../federation/generation.ts'
import type { UpstreamRequest } from '../federation/plan-transport.ts'
import type { AdmittedSubscription, Call } from '../pipeline/call.ts'

const keptDocuments = 500

/** Documents of subscriptions, parsed and validated once per generation, so that their plans are made once too. */
export class SubscriptionDocuments {
  readonly #known = new WeakMap<Generation, Map<string, DocumentNode | readonly GraphQLError[]>>()

  /** The document, or why it cannot be used with this generation's schema. */
  of(generation: Generation, source: string): DocumentNode | readonly GraphQLError[] {
    let documents = this.#known.get(generation)
    if (documents === undefined) {
      documents = new Map()
      this.#known.set(generation, documents)
    }
    const known = documents.get(source)
    if (known !== undefined) return known
    const document = parse(source) // it passed the pipeline, so it can be parsed
    const errors = validate(generation.schema, document)
    const checked = errors.length > 0 ? errors : document
    documents.set(source, checked)
    const oldest = documents.size > keptDocuments ? documents.keys().next().value : undefined
    if (oldest !== undefined) documents.delete(oldest)
    return checked
  }
}

/** The operation of a document that passed the pipeline, so it is there. */
export function operationOf(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName)
  if (operation === null || operation === undefined) throw new Error('a subscription lost its operation')
  return operation
}

/** Finds out what a subscription opens at which subgraph, without opening it. */
export async function planUpstream(
  generation: Generation,
  document: DocumentNode,
  { operationName, variables }: AdmittedSubscription,
  call: Call,
): Promise<UpstreamRequest> {
  let found: UpstreamRequest | null = null
  const step = { type: 'open', found: (upstream: UpstreamRequest) => (found = upstream) } as const
  const operation = operationOf(document, operationName)
  const result = await generation.execute({ document, operation, variables, call, step })
  if (found === null) throw new Error('the plan of a subscription opens nothing', { cause: result.errors?.[0] })
  return found
}

/**
 * The body that opens a stream. With a cursor to go on after, a root field that takes `after` gets it in place of what
 * the client sent; one that does not goes by the header alone.
 */
export function upstreamBody({ document, variables, operationName }: UpstreamRequest, after: string | null): string {
  const text = print(after === null ? document : withAfter(document, after))
  return JSON.stringify({ query: text, variables, operationName })
}

function withAfter(document: DocumentNode, after: string): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return definition
      const selections = definition.selectionSet.selections.map((selection) => {
        if (selection.kind !== Kind.FIELD || selection.arguments === undefined) return selection
        const args = selection.arguments.map((argument) =>
          argument.name.value === 'after'
            ? { ...argument, value: { kind: Kind.STRING as const, value: after } }
            : argument,
        )
        return { ...selection, arguments: args }
      })
      const used = new Set<string>()
      const text = print({
        ...definition,
        variableDefinitions: [],
        selectionSet: { ...definition.selectionSet, selections },
      })
      for (const [, name] of text.matchAll(/\$(\w+)/g)) if (name !== undefined) used.add(name)
      return {
        ...definition,
        // A variable that nothing uses any more would make the document invalid.
        variableDefinitions: (definition.variableDefinitions ?? []).filter(({ variable }) =>
          used.has(variable.name.value),
        ),
        selectionSet: { ...definition.selectionSet, selections },
      }
    }),
  }
}

/** What makes two subscriptions of callers with equal access keys the same: all but the place where they start. */
export function joinKey({ source, operationName, variables }: AdmittedSubscription, accessKey: string): string {
  const operation = getOperationAST(parse(source), operationName)
  const root = operation?.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
  const after = root?.arguments?.find(({ name }) => name.value === 'after')?.value
  const startName = after?.kind === Kind.VARIABLE ? after.name.value : null
  const rest = Object.entries(variables).filter(([name]) => name !== startName)
  return JSON.stringify([accessKey, operationName, source, rest.sort(([a], [b]) => (a < b ? -1 : 1))])
}
