import { randomUUID } from 'node:crypto'
import type { LinkAnswer, LinkQuestion, LinkRequest } from '@operations-manager/schema/link/messages.ts'
import { ClusterAway, ClusterCannotAnswer } from './errors.ts'
import { Pending } from './pending.ts'
import { PushQueue } from './push-queue.ts'

const maximumPending = 256

/** One cluster at the other end of one WebSocket of this replica, after it announced itself. */
export class Session {
  readonly cluster: string
  readonly #pending = new Map<string, Pending>()
  readonly #outgoing = new PushQueue<LinkRequest>(2 * maximumPending)
  readonly #close: (code: number, reason: string) => void

  constructor(cluster: string, close: (code: number, reason: string) => void) {
    this.cluster = cluster
    this.#close = close
  }

  /** What the cluster is asked, for its one subscription to it. */
  requests(): AsyncIterable<LinkRequest> {
    return this.#outgoing
  }

  /** Asks the cluster. Leaving the loop, or the signal, tells it to stop. */
  async *ask(question: LinkQuestion, signal: AbortSignal): AsyncGenerator<unknown> {
    signal.throwIfAborted()
    const id = randomUUID()
    const pending = new Pending()
    const stop = (): void => pending.end(signal.reason)
    if (this.#pending.size >= maximumPending || !this.#outgoing.push({ ...question, id })) {
      throw new ClusterCannotAnswer('BUSY', 'Too much is asked of the cluster at once. Try again in a moment.')
    }
    this.#pending.set(id, pending)
    signal.addEventListener('abort', stop, { once: true })
    let isWhole = false
    try {
      yield* pending
      isWhole = true
    } catch (error) {
      isWhole = error instanceof ClusterCannotAnswer
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
      this.#pending.delete(id)
      pending.end(null)
      if (!isWhole) this.#outgoing.push({ type: 'stop', id })
    }
  }

  /** Takes parts of answers; resolves when there is room for more, with the ids that nobody waits for. */
  async answer(answers: readonly LinkAnswer[]): Promise<readonly string[]> {
    const gone = new Set<string>()
    for (const answer of answers) {
      const pending = this.#pending.get(answer.id)
      if (pending === undefined) gone.add(answer.id)
      else await pending.take(answer)
    }
    return [...gone]
  }

  /** Ends everything that is asked, and the connection. */
  end(code: number, reason: string): void {
    this.#outgoing.close()
    for (const pending of this.#pending.values()) pending.end(new ClusterAway(this.cluster))
    this.#close(code, reason)
  }
}
