import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { callGateway } from '../graph/gateway.ts'
import { readBody } from '../graph/read-body.ts'
import { refusal } from '../graph/refusal.ts'
import { currentSession, SessionOver, type Session } from '../session/current.ts'
import { renewBeforeMs, type AccessToken } from '../session/fresh-token.ts'
import { isFromOurPages } from '../session/from-our-pages.ts'
import { services } from '../session/services.ts'
import { isOwnSubscription } from './own-documents.ts'
import { relay } from './relay.ts'

const maxBytes = 1_000_000

const Body = z.object({
  subscriptions: z
    .array(
      z.object({
        id: z.string().regex(/^[\w-]{1,64}$/),
        document: z.string(),
        variables: z.record(z.string(), z.unknown()),
        after: z.string().max(1_000).nullable(),
      }),
    )
    .min(1)
    .max(100),
})

/** Answers one event stream for all subscriptions of a browser, each an ordinary stream at the gateway. */
export async function serveStreams(request: NextRequest): Promise<Response> {
  const { config, log } = services()
  if (!isFromOurPages(request.headers, config.publicUrl)) {
    return refusal(403, 'FORBIDDEN', 'Only pages of this application may ask here. Use the gateway and a token.')
  }
  const bytes = await readBody(request, maxBytes)
  if (bytes === 'too-large') return refusal(413, 'REQUEST_TOO_LARGE', `The request is larger than ${maxBytes} bytes.`)
  const body = Body.safeParse(jsonIn(bytes))
  if (!body.success) return refusal(400, 'BAD_REQUEST', z.prettifyError(body.error))
  try {
    const session = await currentSession()
    const token = await session?.freshToken()
    if (session === null || token === undefined) return refusal(401, 'UNAUTHENTICATED', 'You are not signed in.')
    return new Response(streamFor(session, token, body.data.subscriptions, request), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    })
  } catch (error) {
    if (error instanceof SessionOver) return refusal(401, 'UNAUTHENTICATED', 'You are not signed in any more.')
    log.error({ err: error }, 'a stream could not be opened')
    return refusal(503, 'UNAVAILABLE', 'The stream cannot be opened right now.')
  }
}

function streamFor(
  { key }: Session,
  { token, expiresAt }: AccessToken,
  subscriptions: z.infer<typeof Body>['subscriptions'],
  { signal, headers: from }: NextRequest,
): ReadableStream<Uint8Array> {
  const { config, log, sessions } = services()
  return relay(
    subscriptions.map((wanted) => ({
      ...wanted,
      open: (ended: AbortSignal) =>
        callGateway({
          url: config.graphqlUrl,
          token,
          accept: 'text/event-stream',
          body: JSON.stringify({ query: wanted.document, variables: wanted.variables }),
          headers: wanted.after === null ? {} : { 'last-event-id': wanted.after },
          signal: ended,
          from,
        }),
      isKnown: isOwnSubscription(wanted.document),
    })),
    {
      log,
      signal,
      againAfterMs: Math.max(1_000, expiresAt.getTime() - renewBeforeMs - Date.now()),
      isSessionAlive: async () => (await sessions.look(key)) !== null,
    },
  )
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined // which the schema refuses, with words
  }
}
