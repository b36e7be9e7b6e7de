import { createParser } from 'eventsource-parser'
import type { LiveState } from '../shell/live.tsx'
import { resumedVariables, takeIn, type Followed } from './followed.ts'
import { beatMs, Told } from './message.ts'

/** Two beats that did not come mean that nothing comes any more: the tab slept, or the way is cut. */
const silentMs = 2.5 * beatMs
/** Pages that are left and opened at once change the list once. */
const settleMs = 20
const backOff = { minMs: 500, maxMs: 15_000 }

type Listener = (state: LiveState) => void

/** The one stream of this tab, for everything that its pages follow. */
export class SharedStream {
  readonly #followed = new Map<string, { readonly followed: Followed; readonly seen: Set<string> }>()
  readonly #listeners = new Set<Listener>()
  #state: LiveState = 'connecting'
  #current: AbortController | null = null
  #settling: ReturnType<typeof setTimeout> | null = null
  #failures = 0
  #number = 0

  get state(): LiveState {
    return this.#state
  }

  /** Follows one more; answers how to stop. */
  follow(of: Pick<Followed, 'query' | 'variables' | 'onData'>): () => void {
    this.#number += 1
    const id = String(this.#number)
    this.#followed.set(id, { followed: { id, cursor: null, since: null, ...of }, seen: new Set() })
    this.#changed()
    return () => {
      this.#followed.delete(id)
      this.#changed()
    }
  }

  onState(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #changed(): void {
    if (this.#settling !== null) clearTimeout(this.#settling)
    this.#settling = setTimeout(() => void this.#open(), settleMs)
  }

  /** Opens a stream over the present list, and closes the one before once this one stands. */
  async #open(): Promise<void> {
    const before = this.#current
    const own = new AbortController()
    this.#current = own
    if (this.#followed.size === 0) {
      before?.abort()
      return
    }
    try {
      await this.#read(own, () => before?.abort())
      before?.abort()
      if (this.#current === own) this.#again()
    } catch (error) {
      before?.abort()
      if (this.#current === own) this.#lost(error instanceof Error ? error.message : String(error))
    }
  }

  async #read(own: AbortController, onOpen: () => void): Promise<void> {
    const subscriptions = [...this.#followed.values()].map(({ followed }) => ({
      id: followed.id,
      query: followed.query,
      variables: resumedVariables(followed),
    }))
    let watchdog: ReturnType<typeof setTimeout> | undefined
    const alive = (): void => {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => own.abort(new Error('nothing comes any more')), silentMs)
    }
    alive()
    try {
      const response = await fetch('/streams', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ subscriptions }),
        signal: own.signal,
      })
      if (!response.ok || response.body === null) throw new Error(`the stream was refused: ${response.status}`)
      const parser = createParser({
        onEvent: ({ data }) => {
          alive()
          this.#hear(Told.parse(JSON.parse(data)), onOpen)
        },
      })
      for await (const text of textOf(response.body)) parser.feed(text)
    } finally {
      clearTimeout(watchdog)
    }
  }

  #hear(told: Told, onOpen: () => void): void {
    switch (told.type) {
      case 'open':
        onOpen()
        this.#failures = 0
        return this.#become('live')
      case 'next': {
        const one = this.#followed.get(told.id)
        if (one !== undefined && takeIn(one.followed, told.data, one.seen)) one.followed.onData(told.data)
        return
      }
      case 'signed-out':
        // The page is asked for anew, which asks to sign in and comes back here.
        location.reload()
        return
      case 'failed':
        // The others go on; this one is tried again with all of them, where each stands.
        this.#current?.abort(new Error(told.message))
        return
      case 'end':
      case 'beat':
        return
      default:
        return told satisfies never
    }
  }

  /** It is tried again by itself; until it stands, the page says since when it is not live, and why. */
  #lost(why: string): void {
    this.#failures += 1
    if (typeof this.#state !== 'object') this.#become({ staleSince: new Date(), why })
    this.#again()
  }

  #again(): void {
    const most = Math.min(backOff.maxMs, backOff.minMs * 2 ** Math.min(this.#failures, 10))
    setTimeout(() => void this.#open(), this.#failures === 0 ? 0 : most * (0.5 + Math.random() / 2))
  }

  #become(state: LiveState): void {
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}
