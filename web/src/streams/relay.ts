import { createParser } from 'eventsource-parser'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { eventId, heartbeatMs, type StreamEventName } from './protocol.ts'

export type RelayedSubscription = {
  readonly id: string
  /** Whether this version of the application has this document. */
  readonly isKnown: boolean
  /** Opens its stream at the gateway. */
  readonly open: (signal: AbortSignal) => Promise<Response>
}

export type RelayOptions = {
  readonly log: Log
  /** The browser went away. */
  readonly signal: AbortSignal
  /** When the token will not last much longer. */
  readonly againAfterMs: number
  /** Asked now and then; a session that ended elsewhere ends its streams. */
  readonly isSessionAlive: () => Promise<boolean>
  readonly heartbeatMs?: number
  readonly checkMs?: number
}

type Send = (event: StreamEventName, id: string, data: string) => void

/** A reader for whom more chunks than this wait is cut; it resumes by its last cursors. */
const maxWaiting = 5_000
const outdated = {
  data: null,
  errors: [
    {
      message: 'This page is older than the application. Load it again.',
      extensions: { code: 'PAGE_OUTDATED' },
    },
  ],
}

/** One event stream out of many: every event goes on as it came, with the name of its subscription and its cursor. */
export function relay(
  subscriptions: readonly RelayedSubscription[],
  { log, signal, againAfterMs, isSessionAlive, ...times }: RelayOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const end = new AbortController()
  const stopWhenGone = AbortSignal.any([signal, end.signal])
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (signal.aborted) return controller.close()
      const write = (text: string): void => {
        if (end.signal.aborted) return
        controller.enqueue(encoder.encode(text))
        if ((controller.desiredSize ?? 0) < -maxWaiting) finish()
      }
      const send: Send = (event, id, data) => write(`event: ${event}\nid: ${id}\n${dataLines(data)}\n`)
      const finish = (): void => {
        if (end.signal.aborted) return
        end.abort()
        controller.close()
      }
      const timers = [
        setInterval(() => write(':\n\n'), times.heartbeatMs ?? heartbeatMs),
        setTimeout(() => send('again', '', '{}'), Math.min(againAfterMs, 2 ** 31 - 1)),
        setInterval(() => void check(), times.checkMs ?? 60_000),
      ]
      const check = async (): Promise<void> => {
        try {
          if (await isSessionAlive()) return
          send('over', '', '{}')
          finish()
        } catch (error) {
          log.warn({ err: error }, 'whether a session still lives could not be read')
        }
      }
      stopWhenGone.addEventListener('abort', () => timers.forEach((timer) => clearTimeout(timer)))
      signal.addEventListener('abort', finish)
      write(':\n\n')
      void Promise.all(subscriptions.map((one) => relayOne(one, send, stopWhenGone, log))).then(() =>
        send('ready', '', '{}'),
      )
    },
    cancel: () => end.abort(),
  })
}

/** Carries one subscription; answers when it is open, or will not be. */
async function relayOne({ id, isKnown, open }: RelayedSubscription, send: Send, signal: AbortSignal, log: Log) {
  if (!isKnown) {
    send('next', id, JSON.stringify(outdated))
    send('complete', id, '{}')
    return
  }
  try {
    const answer = await open(signal)
    if (!answer.ok || answer.body === null || !isEventStream(answer)) {
      await answer.body?.cancel()
      throw new Error(`the gateway answers a subscription with ${answer.status}`)
    }
    send('open', id, '{}')
    void carry(answer.body, id, send).then(
      (how) => send(how, id, '{}'),
      (error: unknown) => lost(error, id, { send, signal, log }),
    )
  } catch (error) {
    lost(error, id, { send, signal, log })
  }
}

type Losing = { readonly send: Send; readonly signal: AbortSignal; readonly log: Log }

function lost(error: unknown, id: string, { send, signal, log }: Losing): void {
  if (signal.aborted) return
  log.warn({ err: error }, 'a subscription broke off')
  send('lost', id, '{}')
}

/** Hands events on until the stream ends; answers how. */
async function carry(body: ReadableStream<Uint8Array>, id: string, send: Send): Promise<'complete' | 'lost'> {
  let end: 'complete' | 'lost' = 'lost'
  let isExpired = false
  const parser = createParser({
    onEvent: ({ event, id: cursor, data }) => {
      if (event === 'complete') end = 'complete'
      // Our token ran out, which is nothing that a page has to know: the browser opens the next stream.
      else if (event === 'next' && isUnauthenticated(data)) isExpired = true
      else if (event === 'next') send('next', eventId(id, cursor ?? null), data)
    },
  })
  const decoder = new TextDecoder()
  for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }))
  return isExpired ? 'lost' : end
}

function isUnauthenticated(data: string): boolean {
  // Looked at closely only where the code is somewhere in it.
  if (!data.includes('"UNAUTHENTICATED"')) return false
  const { data: result, errors } = JSON.parse(data) as {
    readonly data?: unknown
    readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[]
  } // as GraphQL answers
  return (result ?? null) === null && (errors ?? []).some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')
}

function isEventStream({ headers }: Response): boolean {
  return (headers.get('content-type') ?? '').startsWith('text/event-stream')
}

function dataLines(data: string): string {
  return data
    .split('\n')
    .map((line) => `data: ${line}\n`)
    .join('')
}
