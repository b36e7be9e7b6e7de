import type { LinkAnswer } from '@operations-manager/schema/link/messages.ts'
import { ClusterCannotAnswer } from './errors.ts'

const maximumBuffered = 200

/** One request on its way: the parts of its answer, read as fast as its asker wants, held back beyond a limit. */
export class Pending implements AsyncIterable<unknown> {
  readonly #payloads: unknown[] = []
  #arrived = Promise.withResolvers<void>()
  #room = Promise.withResolvers<void>()
  #end: { readonly error: unknown } | null = null

  /** Takes one part; resolves when there is room for the next. */
  async take(answer: LinkAnswer): Promise<void> {
    switch (answer.type) {
      case 'complete':
        return this.end(null)
      case 'error':
        return this.end(new ClusterCannotAnswer(answer.code, answer.message))
      case 'next':
        this.#payloads.push(answer.payload)
        this.#arrived.resolve()
        while (this.#payloads.length >= maximumBuffered && this.#end === null) await this.#room.promise
        return
      default:
        return answer satisfies never
    }
  }

  /** No more parts come: after what is left the reader gets the error, or the end. */
  end(error: unknown): void {
    this.#end ??= { error }
    this.#arrived.resolve()
    this.#room.resolve()
  }

  /** Whether the cluster has said all, so that it need not be told to stop. */
  hasEnded(): boolean {
    return this.#end !== null
  }

  async *[Symbol.asyncIterator](): AsyncIterator<unknown> {
    for (;;) {
      if (this.#payloads.length > 0) {
        const payload = this.#payloads.shift()
        this.#room.resolve()
        this.#room = Promise.withResolvers()
        yield payload
      } else if (this.#end === null) {
        this.#arrived = Promise.withResolvers()
        await this.#arrived.promise
      } else if (this.#end.error === null) return
      else throw this.#end.error
    }
  }
}
