import { headers } from 'next/headers'
import { z } from 'zod'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { redirectToSignIn, requireSession, SessionOver, type Session } from '../session/current.ts'
import { services } from '../session/services.ts'
import { callGateway } from './gateway.ts'

/** Longer than the gateway itself takes at most. */
const timeLimitMs = 35_000

const GraphError = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.looseObject({ code: z.string().optional() }).optional(),
})

/** What is wrong with an answer or with a part of it. */
export type GraphError = z.infer<typeof GraphError>

const Answer = z.object({ data: z.unknown().optional(), errors: z.array(GraphError).optional() })

/** What the graph answered: data where it could, and errors for what is missing. */
export type GraphAnswer<Result> = { readonly data: Result | null; readonly errors: readonly GraphError[] }

/** Nobody answered, or not in a way that can be read. */
export class GatewayAway extends Error {
  override readonly name = 'GatewayAway'
}

/**
 * Asks the graph for the person whose page is being made. Whoever is not signed in (any more) is sent to sign in.
 * Throws `GatewayAway` if nothing was answered; errors of the answer are part of it.
 */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
): Promise<GraphAnswer<Result>> {
  const session = await requireSession()
  try {
    return await askFor(session, await headers(), document, variables)
  } catch (error) {
    if (!(error instanceof SessionOver)) throw error
  }
  // Outside of the block above: the framework redirects by throwing.
  return redirectToSignIn()
}

/**
 * The same for a session that is known already, also when the request that began it is answered in parts. Throws
 * `SessionOver` where the session has ended.
 */
export async function askFor<Result, Variables>(
  session: Session,
  from: Pick<Headers, 'get'>,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables | undefined,
): Promise<GraphAnswer<Result>> {
  try {
    const token = await session.accessToken()
    const response = await callGateway({
      url: services().config.graphqlUrl,
      token,
      body: JSON.stringify({ query: document.toString(), variables }),
      accept: 'application/graphql-response+json, application/json;q=0.9',
      signal: AbortSignal.timeout(timeLimitMs),
      from,
    })
    if (response.status === 401) throw new SessionOver('the gateway does not take the token')
    const { data, errors = [] } = Answer.parse(await response.json())
    // The types were generated from the very document, by the schema that the gateway answers by.
    return { data: (data ?? null) as Result | null, errors }
  } catch (error) {
    if (error instanceof SessionOver) throw error
    throw new GatewayAway('ask the gateway', { cause: error })
  }
}
