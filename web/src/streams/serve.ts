import { createClient } from 'graphql-sse'
import type { NextRequest } from 'next/server'
import { ZodError } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { readBody } from '../graph/read-body.ts'
import { currentSession, SessionOver } from '../session/current.ts'
import { isFromOurPages } from '../session/from-our-pages.ts'
import { services } from '../session/services.ts'
import { beatMs, StreamBody, type Asked, type Told } from './message.ts'

/** A stream ends by itself before the token can; the browser goes on with the next one where it stood. */
const longestMs = 15 * 60_000

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/** One stream for all that a browser follows: an ordinary subscription each to the gateway, labelled on the way. */
export async function serveStream(request: NextRequest): Promise<Response> {
  const { config } = services()
  if (!isFromOurPages(request.headers, config.publicUrl)) return new Response(null, { status: 403 })
  const body = await askedIn(request)
  if (body === null) return new Response(null, { status: 400 })
  const token = await tokenOf()
  const encoder = new TextEncoder()
  const ended = AbortSignal.any([request.signal, AbortSignal.timeout(longestMs)])
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = (told: Told): void => {
        if (!ended.aborted) controller.enqueue(encoder.encode(`data: ${JSON.stringify(told)}\n\n`))
      }
      if (token === null) {
        tell({ type: 'signed-out' })
        controller.close()
        return
      }
      tell({ type: 'open' })
      const beat = setInterval(() => tell({ type: 'beat' }), beatMs)
      const close = follow(body, `Bearer ${token.reveal()}`, tell)
      ended.addEventListener('abort', () => {
        clearInterval(beat)
        close()
        closeQuietly(controller)
      })
    },
  })
  return new Response(stream, { headers })
}

/** As much as the longest list of subscriptions needs. */
const maxBytes = 1_000_000

async function askedIn(request: NextRequest): Promise<readonly Asked[] | null> {
  const bytes = await readBody(request, maxBytes)
  if (bytes === 'too-large') return null
  try {
    return StreamBody.parse(JSON.parse(new TextDecoder().decode(bytes))).subscriptions
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError) return null
    throw error
  }
}

async function tokenOf(): Promise<Secret | null> {
  try {
    return (await (await currentSession())?.accessToken()) ?? null
  } catch (error) {
    if (error instanceof SessionOver) return null
    throw error
  }
}

/** Follows each at the gateway until it is closed; what one of them cannot do does not end the others. */
function follow(subscriptions: readonly Asked[], authorization: string, tell: (told: Told) => void): () => void {
  const client = createClient({
    url: services().config.graphqlUrl.href,
    headers: { authorization },
    // The browser knows where each one stands, so it is the one that tries again.
    retryAttempts: 0,
  })
  const closes = subscriptions.map(({ id, query, variables }) =>
    client.subscribe(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors === undefined) tell({ type: 'next', id, data })
          else tell({ type: 'failed', id, message: errors.map(({ message }) => message).join(' ') })
        },
        error: (error) => tell({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
        complete: () => tell({ type: 'end', id }),
      },
    ),
  )
  return () => {
    for (const close of closes) close()
    client.dispose()
  }
}

/** A reader that left has closed it already. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
  try {
    controller.close()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}
