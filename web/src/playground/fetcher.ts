import { GraphQLError, Kind, OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql'
import { createClient } from 'graphql-sse'

/** What the playground asks with. */
export type Asked = {
  readonly query: string
  readonly operationName?: string | null
  readonly variables?: Record<string, unknown> | null
}

/** What is asked as it is meant, and whether it goes on answering. */
export type Meant = { readonly asked: Asked; readonly isSubscription: boolean }

/**
 * Reads what is asked. The editor looks at a text only a moment after it was typed, and asks with the name of the
 * operation before that: where there is one alone, that is the one. A text that is no document is for the server to
 * refuse, with its own words.
 */
export function readAsked(asked: Asked): Meant {
  const operations = operationsIn(asked.query)
  const [only] = operations
  if (operations.length === 1 && only !== undefined) {
    return { asked: { ...asked, operationName: only.name?.value ?? null }, isSubscription: goesOn(only) }
  }
  const chosen = operations.find(({ name }) => name?.value === asked.operationName)
  return { asked, isSubscription: chosen !== undefined && goesOn(chosen) }
}

function operationsIn(text: string): readonly OperationDefinitionNode[] {
  try {
    return parse(text).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  } catch (error) {
    if (error instanceof GraphQLError) return []
    throw error
  }
}

const goesOn = ({ operation }: OperationDefinitionNode): boolean => operation === OperationTypeNode.SUBSCRIPTION

const url = '/graphql'

/** Asks through the application's own origin, which adds who is asking; subscriptions by Server-Sent Events. */
export function createFetcher() {
  const streams = createClient({ url, retryAttempts: 3 })
  return (given: Asked) => {
    const { asked, isSubscription } = readAsked(given)
    if (!isSubscription) return ask(asked)
    const { query, operationName, variables } = asked
    return streams.iterate<Extensible, Extensible>({
      query,
      ...(typeof operationName === 'string' && { operationName }),
      ...(typeof variables === 'object' && variables !== null && { variables }),
    })
  }
}

type Extensible = Record<string, unknown>

async function ask(asked: Asked): Promise<Extensible> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify(asked),
  })
  return (await answer.json()) as Extensible // whatever it is, it is shown as it came
}
