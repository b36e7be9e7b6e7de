import { createRequest, type AnyVariables, type Client, type OperationResult } from 'urql'
import type { TypedDocumentString } from '../../generated/graph.ts'

let asked = 0

/**
 * Asks the graph, always by a request of its own. Asked twice at a time, urql would answer both with what came first,
 * and who asks again because something changed meanwhile would get what was there before.
 */
export function askOnce<Data, Variables>(
  client: Client,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<OperationResult<Data>> {
  const request = createRequest<Data>(document.toString(), variables as AnyVariables)
  // By its key urql tells whether two are one.
  asked += 1
  return client.executeQuery<Data>({ ...request, key: asked }).toPromise()
}
