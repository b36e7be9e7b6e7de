import type { NextRequest } from 'next/server'
import { currentSession, SessionOver } from '../session/current.ts'
import { isFromOurPages } from '../session/from-our-pages.ts'
import { services } from '../session/services.ts'
import { callGateway } from './gateway.ts'
import { readBody } from './read-body.ts'
import { refusal } from './refusal.ts'

/** As much as the gateway itself takes. */
const maxBytes = 1_000_000
const timeLimitMs = 70_000
const answerHeaders = ['content-type', 'retry-after', 'x-request-id']

/** Carries a request of our own pages to the gateway with the caller's token, and its answer back, streams too. */
export async function forwardGraphql(request: NextRequest): Promise<Response> {
  const { config, log } = services()
  const { headers } = request
  if (!isFromOurPages(headers, config.publicUrl)) {
    return refusal(403, 'FORBIDDEN', 'Only pages of this application may ask here. Use the gateway and a token.')
  }
  if (headers.get('content-type')?.split(';')[0]?.trim() !== 'application/json') {
    return refusal(415, 'BAD_REQUEST', 'The request has to be application/json.')
  }
  const body = await readBody(request, maxBytes)
  if (body === 'too-large') return refusal(413, 'REQUEST_TOO_LARGE', `The request is larger than ${maxBytes} bytes.`)
  const accept = headers.get('accept') ?? 'application/json'
  const isStream = accept.includes('text/event-stream')
  try {
    const token = await (await currentSession())?.accessToken()
    if (token === undefined) throw new SessionOver('nobody is signed in')
    const signal = isStream ? request.signal : AbortSignal.any([request.signal, AbortSignal.timeout(timeLimitMs)])
    const answer = await callGateway({ url: config.graphqlUrl, token, body, accept, signal, from: headers })
    if (answer.status === 401) {
      await answer.body?.cancel()
      throw new SessionOver('the gateway does not take the token')
    }
    const kept = answerHeaders.flatMap((name) => {
      const value = answer.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    const streamed = isStream ? { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' } : noStore
    return new Response(answer.body, { status: answer.status, headers: { ...Object.fromEntries(kept), ...streamed } })
  } catch (error) {
    if (error instanceof SessionOver) return refusal(401, 'UNAUTHENTICATED', 'You are not signed in any more.')
    if (request.signal.aborted) return refusal(499, 'CANCELLED', 'The request was given up.')
    log.error({ err: error }, 'a request could not be carried to the gateway')
    return refusal(503, 'UNAVAILABLE', 'The graph cannot be reached right now. Try again in a moment.')
  }
}

const noStore = { 'cache-control': 'no-store' }
