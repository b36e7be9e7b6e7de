import type { Server, ServerResponse } from 'node:http'

/** Knows which answers a server still owes, so that it can end without breaking one off. */
export class Drain {
  readonly #server: Server
  readonly #owed = new Set<ServerResponse>()
  #done: (() => void) | null = null

  constructor(server: Server) {
    this.#server = server
    server.on('request', (_, response: ServerResponse) => {
      this.#owed.add(response)
      response.once('close', () => {
        this.#owed.delete(response)
        if (this.#owed.size === 0) this.#done?.()
      })
    })
  }

  /** Ends the server with `close`; connections on which nothing is owed do not hold it up. */
  async end(close: () => Promise<unknown>): Promise<void> {
    const closed = close()
    if (this.#owed.size > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#done = resolve
      await promise
    }
    this.#server.closeAllConnections()
    await closed
  }
}
