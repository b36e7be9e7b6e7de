import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

/** One stored change of an operation, as a subscriber is told of it. */
export const Told = z.object({
  cursor: z.string(),
  at: z.string(),
  change: z.object({
    type: z.string(),
    state: z.string().nullable(),
    deployment: z.string().nullable(),
    targetState: z.string().nullable(),
    message: z.string(),
    step: z.object({ key: z.string(), state: z.string(), attempts: z.number(), message: z.string() }).nullable(),
  }),
})
export type Told = z.infer<typeof Told>

const document = `subscription ($id: ID!, $after: Cursor) {
  operation(id: $id, after: $after) {
    cursor
    at
    change { type state deployment targetState message step { key state attempts message } }
  }
}`

const Payload = z.looseObject({
  data: z.looseObject({ operation: Told }).nullish(),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string() }).optional() }))
    .optional(),
})

/** Answers that trying again will not change. */
const final = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'])

export type Door = { readonly url: string; readonly token: Secret }

/** A subscriber of one operation. After each cut it goes on after the last event it was told, as a client should. */
export class Follower {
  readonly #door: Door
  readonly #operation: string
  readonly #signal: AbortSignal
  /** The place of the first event, which says how it is and is no change. */
  start: string | null = null
  /** Every change it was told of, in order. */
  readonly told: Told[] = []
  /** How often the stream broke off. */
  cuts = 0
  #cursor: string | null
  #leaves = false

  constructor(door: Door, operation: string, options: { readonly after?: string; readonly limitMs?: number } = {}) {
    this.#door = door
    this.#operation = operation
    this.#cursor = options.after ?? null
    this.start = this.#cursor
    this.#signal = AbortSignal.timeout(options.limitMs ?? 120_000)
  }

  /** Hears nothing more on this connection, whatever of it has come already, and goes on after what it was told. */
  leave(): void {
    this.#leaves = true
  }

  /** The changes as they come, until the operation has ended. */
  async *changes(): AsyncGenerator<Told> {
    for (;;) {
      for await (const event of this.#open()) {
        if (event === 'complete') return
        this.#cursor = event.cursor
        if (event.change.type === 'PRESENT') {
          this.start ??= event.cursor
          continue
        }
        this.told.push(event)
        yield event
        if (this.#leaves) break
      }
      this.#leaves = false
      this.cuts += 1
      await delay(Math.min(20 * 2 ** Math.min(this.cuts, 4), 200), undefined, { signal: this.#signal })
    }
  }

  /** Reads to the end. */
  async all(): Promise<readonly Told[]> {
    for await (const _ of this.changes());
    return this.told
  }

  /** One connection. Resumes by argument and by header in turn: both have to work. */
  async *#open(): AsyncGenerator<Told | 'complete'> {
    const byHeader = this.#cursor !== null && this.cuts % 2 === 1
    const { url, token } = this.#door
    let answer: Response
    try {
      answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${token.reveal()}`,
          ...(byHeader ? { 'last-event-id': this.#cursor ?? '' } : {}),
        },
        body: JSON.stringify({
          query: document,
          variables: { id: this.#operation, after: byHeader ? null : this.#cursor },
        }),
        signal: this.#signal,
      })
    } catch (error) {
      this.#signal.throwIfAborted()
      if (error instanceof TypeError) return // nobody listens just now
      throw error
    }
    for await (const { event, data, id } of this.#messages(answer)) {
      if (event === 'complete') {
        yield 'complete'
        return
      }
      if (event !== 'next' || data === '') continue
      const told = toldOf(data)
      if (told === null) return
      if (id !== told.cursor) throw new Error(`the event ${told.cursor} was sent as ${id ?? 'no id'}`)
      yield told
    }
  }

  async *#messages(answer: Response): AsyncGenerator<{ event: string; data: string; id: string | null }> {
    if (answer.body === null) return
    if (!answer.ok || !(answer.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
      yield { event: 'next', data: await answer.text(), id: null }
      return
    }
    let text = ''
    try {
      for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
        text += chunk
        const parts = text.split(/\n\n/)
        text = parts.pop() ?? ''
        for (const part of parts) yield messageOf(part)
      }
    } catch (error) {
      this.#signal.throwIfAborted()
      if (!(error instanceof TypeError)) throw error // `terminated`: the other side is gone
    }
  }
}

function messageOf(text: string): { event: string; data: string; id: string | null } {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart())
  }
  return { event: fields.get('event') ?? 'message', data: fields.get('data') ?? '', id: fields.get('id') ?? null }
}

/** The event of a message, or null when the system said that it cannot give one now. */
function toldOf(text: string): Told | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null // a page of a server that is just starting or stopping
  }
  const { data, errors = [] } = Payload.parse(json)
  for (const { message, extensions } of errors) {
    if (final.has(extensions?.code ?? '')) throw new Error(`${extensions?.code}: ${message}`)
  }
  return errors.length > 0 ? null : (data?.operation ?? null)
}
