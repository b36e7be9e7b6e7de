import { getOperationAST, GraphQLError, OperationTypeNode, parse } from 'graphql'
import { createClient } from 'graphql-sse'

/** What the playground asks with. */
export type Asked = {
  readonly query: string
  readonly operationName?: string | null
  readonly variables?: Record<string, unknown> | null
}

/** True for what goes on answering. A text that is no document is for the server to refuse, with its own words. */
export function isSubscription({ query, operationName }: Asked): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.SUBSCRIPTION
  } catch (error) {
    if (error instanceof GraphQLError) return false
    throw error
  }
}

const url = '/graphql'

/** Asks through the application's own origin, which adds who is asking; subscriptions by Server-Sent Events. */
export function createFetcher() {
  const streams = createClient({ url, retryAttempts: 3 })
  return (asked: Asked) => {
    if (!isSubscription(asked)) return ask(asked)
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
