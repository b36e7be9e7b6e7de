import type { Identity } from '../pipeline/call.ts'

/** What is held open by tokens, so that it can be ended the moment one of them ends. */
export class LiveTokens {
  readonly #open = new Map<string, Set<() => void>>()

  /** The ids of all tokens that hold something open. */
  get ids(): readonly string[] {
    return [...this.#open.keys()]
  }

  /** Something is held open under this identity; gives how to say that it no longer is. */
  hold({ token }: Identity, end: () => void): () => void {
    if (token === null) return () => undefined
    const ends = this.#open.get(token) ?? new Set()
    this.#open.set(token, ends.add(end))
    return () => {
      ends.delete(end)
      if (ends.size === 0 && this.#open.get(token) === ends) this.#open.delete(token)
    }
  }

  /** Ends all that a token holds open. */
  end(token: string): void {
    const ends = this.#open.get(token)
    this.#open.delete(token)
    for (const end of ends ?? []) end()
  }
}
