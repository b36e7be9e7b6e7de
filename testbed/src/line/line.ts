import { setTimeout as delay } from 'node:timers/promises'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import type { Certificate } from '../trust/authority.ts'

export type LineOptions = {
  /** The address of this machine that it listens on. */
  readonly host?: string
  /** What it speaks TLS with to whoever connects; to the server it never does. */
  readonly tls?: Certificate
}

/** A TCP line to a server on this machine that can be cut and mended. */
export class Line {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false
  /** How long everything that is said to the server is on its way. */
  delayMs = 0
  /** Asked of everything that is said to the server; `false` loses it. */
  gate: (text: string) => boolean = () => true
  /** How many connections were tried while it was cut. */
  refused = 0
  #isHanging = false
  #left = Infinity

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
  }

  static async open(targetPort: number, { host = '127.0.0.1', tls }: LineOptions = {}): Promise<Line> {
    const server = tls === undefined ? createServer() : createTlsServer({ cert: tls.certificate, key: tls.key })
    server.listen(0, host)
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the system gave no port')
    const line = new Line(server, address.port)
    const connected = tls === undefined ? 'connection' : 'secureConnection'
    server.on(connected, (near: Socket) => line.#take(near, targetPort))
    server.on('tlsClientError', () => undefined) // whoever does not trust the certificate leaves; it sees why
    return line
  }

  /** Breaks every connection and takes no new ones. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Takes connections, and lets nothing through any more, in any of them. */
  hang(): void {
    this.#isHanging = true
    for (const socket of this.#sockets) socket.unpipe().pause()
  }

  /** Is cut once so many more pieces were said to the server: the last of them arrives, but its answer does not. */
  cutAfter(pieces: number): void {
    this.#left = pieces
  }

  mend(): void {
    this.#isCut = false
    this.#isHanging = false
    this.#left = Infinity
  }

  get isCut(): boolean {
    return this.#isCut
  }

  async close(): Promise<void> {
    this.cut()
    if (!this.#server.listening) return
    this.#server.close()
    await once(this.#server, 'close')
  }

  #take(near: Socket, targetPort: number): void {
    if (this.#isCut) {
      this.refused += 1
      // Only a bare connection can be reset.
      if (near instanceof TLSSocket) near.destroy()
      else near.resetAndDestroy()
      return
    }
    const far = connect(targetPort, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy()) // one end that breaks is what this line is for
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
    }
    if (this.#isHanging) return
    far.pipe(near)
    let written = Promise.resolve()
    near.on('data', (chunk: Buffer) => {
      if (this.#left === 0 || !this.gate(chunk.toString('latin1'))) return
      this.#left -= 1
      const isLast = this.#left === 0
      const at = Date.now() + this.delayMs
      written = written.then(async () => {
        if (at > Date.now()) await delay(at - Date.now())
        if (far.writable) far.write(chunk)
        if (isLast) this.cut()
      })
    })
  }
}
