import { HeaderMap, type ApolloServer } from '@apollo/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RequestContext } from '../pipeline/run-request.ts'

/** Answers a request that wants one answer. Apollo Server does all of it; this only carries it there and back. */
export async function answerPlainRequest(
  apollo: ApolloServer<RequestContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: () => RequestContext,
): Promise<string> {
  const { headers, body, status } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headersOf(request),
      search: searchOf(request.url),
      body: request.body,
    },
    context: () => Promise.resolve(context()),
  })
  if (body.kind !== 'complete') throw new Error('an operation was answered in parts, which nobody asked for')
  for (const [name, value] of headers) void reply.header(name, value)
  void reply.code(status ?? 200)
  return body.string
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap()
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  return map
}

/** The part of a URL behind its path, with the question mark. */
function searchOf(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start)
}
