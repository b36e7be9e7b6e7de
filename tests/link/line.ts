import { connect, createServer, type Socket } from 'node:net'

/** A line that can be cut at once, or only in one direction, and mended. */
export class Line {
  readonly port: number
  readonly #sockets = new Set<Socket>()
  readonly #close: () => void
  #isDown = false
  #isDeaf = false
  #isFrozen = false

  private constructor(port: number, close: () => void) {
    this.port = port
    this.#close = close
  }

  static async open(targetPort: number): Promise<Line> {
    let line: Line | null = null
    const server = createServer((near) => line?.take(near, targetPort))
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    )
    line = new Line(port, () => server.close())
    return line
  }

  take(near: Socket, targetPort: number): void {
    if (this.#isDown) return void near.destroy()
    const far = connect(targetPort, '127.0.0.1')
    for (const socket of [near, far]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        near.destroy()
        far.destroy()
        this.#sockets.delete(socket)
      })
    }
    near.on('data', (data) => {
      if (!this.#isFrozen) far.write(data)
    })
    far.on('data', (data) => {
      if (!this.#isDeaf && !this.#isFrozen) near.write(data)
    })
  }

  /** What the registry says is lost from now on; what the backend says still arrives. */
  deafen(): void {
    this.#isDeaf = true
  }

  /** Nothing arrives at either end, and neither is told: as when a cable is pulled. */
  freeze(): void {
    this.#isFrozen = true
  }

  cut(): void {
    this.#isDown = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#isDown = false
    this.#isDeaf = false
    this.#isFrozen = false
  }

  close(): void {
    this.cut()
    this.#close()
  }
}
