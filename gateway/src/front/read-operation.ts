import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { Refusal } from '../pipeline/refusal.ts'
import type { OperationRequest } from '../pipeline/run-request.ts'

const Operation = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
})

/** Reads an operation from a body or a URL; throws a refusal if there is none. */
export function readOperation(message: IncomingMessage, body: unknown): OperationRequest {
  const isGet = message.method === 'GET'
  if (isGet) refuseForgery(message)
  const parsed = Operation.safeParse(isGet ? fromUrl(message) : body)
  if (!parsed.success)
    throw new Refusal('BAD_REQUEST', 400, `The request cannot be read: ${z.prettifyError(parsed.error)}`)
  const { query, operationName, variables, extensions } = parsed.data
  return {
    query: query ?? undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
    isGet,
  }
}

function fromUrl(message: IncomingMessage): unknown {
  const { searchParams } = new URL(message.url ?? '/', 'http://gateway')
  const json = (name: string): unknown => {
    const text = searchParams.get(name)
    if (text === null || text === '') return undefined
    try {
      return JSON.parse(text)
    } catch {
      throw new Refusal('BAD_REQUEST', 400, `The parameter "${name}" is not JSON.`)
    }
  }
  return {
    query: searchParams.get('query'),
    operationName: searchParams.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  }
}

// The same rule as Apollo Server's for plain requests: a page of another origin cannot set these without a preflight.
function refuseForgery({ headers }: IncomingMessage): void {
  if (headers['apollo-require-preflight'] !== undefined || headers['x-apollo-operation-name'] !== undefined) return
  if ((headers['content-type'] ?? '').startsWith('application/json')) return
  throw new Refusal(
    'BAD_REQUEST',
    400,
    'This request could come from another site unseen. Send the header `apollo-require-preflight: true`.',
  )
}
