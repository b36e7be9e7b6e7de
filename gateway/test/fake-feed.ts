import type { FakeContext, FakeEvent } from './fake-subgraph.ts'

type Stored = { readonly position: number; readonly topic: string; readonly number: number; readonly on?: string }

/** A feed with cursors in one order over all topics, as a registry would keep it. */
export class FakeFeed {
  readonly opened: { readonly topic: string; readonly after: string | null; readonly subject: string }[] = []
  /** The access key by subject; `FORBIDDEN` and `INTERNAL` refuse with that code. */
  readonly keys = new Map<string, string>()
  withPosition = true
  readonly #events: Stored[] = []
  readonly #wake = new Set<() => void>()
  #running = 0

  get running(): number {
    return this.#running
  }

  emit(topic: string, number: number, on?: string): void {
    this.#events.push({ position: this.#events.length + 1, topic, number, ...(on === undefined ? {} : { on }) })
    this.#wakeAll()
  }

  /** Changes a caller's rights; open streams hear of it. */
  setKey(subject: string, key: string): void {
    this.keys.set(subject, key)
    this.#wakeAll()
  }

  async *open(args: Record<string, unknown>, context: FakeContext, signal: AbortSignal): AsyncGenerator<FakeEvent> {
    const topic = String(args['topic'])
    const subject = subjectOf(context.caller)
    const after = typeof args['after'] === 'string' ? args['after'] : context.lastEventId
    this.opened.push({ topic, after, subject })
    this.#running += 1
    try {
      let key: string | null = null
      let position = after === null ? this.#events.length : Number(after)
      const keyNow = (): string => this.keys.get(subject) ?? 'everyone'
      const extensions = (at: number): object => {
        const accessKey = key === keyNow() ? {} : { accessKey: (key = keyNow()) }
        return { cursor: String(at), ...(this.withPosition ? { position: at } : {}), ...accessKey }
      }
      const refused = (): boolean => ['FORBIDDEN', 'INTERNAL'].includes(keyNow())
      const refusal = (): FakeEvent => ({ errors: [{ message: 'not now', extensions: { code: keyNow() } }] })
      if (refused()) return yield refusal()
      if (after === null) {
        const last = this.#events.findLast((event) => event.topic === topic)
        yield {
          root: { ticks: { cursor: String(position), number: last?.number ?? 0 } },
          extensions: extensions(position),
        }
      } else {
        yield { extensions: extensions(position) }
      }
      while (!signal.aborted) {
        if (refused()) return yield refusal()
        if (key !== keyNow()) yield { extensions: extensions(position) }
        for (const event of this.#events.slice(position)) {
          position = event.position
          if (event.topic !== topic) continue
          const { number, on } = event
          yield { root: { ticks: { cursor: String(position), number, on } }, extensions: extensions(position) }
          if (signal.aborted) return
        }
        if (position === this.#events.length && key === keyNow()) await this.#next(signal)
      }
    } finally {
      this.#running -= 1
    }
  }

  #next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake.add(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    return promise
  }

  #wakeAll(): void {
    const waiting = [...this.#wake]
    this.#wake.clear()
    for (const wake of waiting) wake()
  }
}

function subjectOf(caller: FakeContext['caller']): string {
  switch (caller.type) {
    case 'anonymous':
      return 'anonymous'
    case 'person':
      return caller.subject
    case 'token':
      return caller.token
  }
}
