import { connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be cut: what is open breaks, and nothing new gets through until it is mended. */
export type CutOff = {
  readonly url: string
  cut(): void
  mend(): void
  /** From now on connections are taken and nothing is ever answered. */
  silence(): void
  close(): Promise<void>
}

export async function openCutOff(target: string): Promise<CutOff> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let state: 'open' | 'cut' | 'silent' = 'open'
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    // Both ends are broken on purpose here; who uses them hears of it by the end of their own connection.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((inward) => {
    keep(inward)
    if (state === 'cut') inward.destroy()
    if (state !== 'open') return
    const outward = connect(Number(port), hostname)
    keep(outward)
    inward.pipe(outward).pipe(inward)
    inward.on('close', () => outward.destroy())
    outward.on('close', () => inward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as { readonly port: number } // it listens on a port
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `https://127.0.0.1:${address.port}`,
    cut: () => {
      state = 'cut'
      breakAll()
    },
    mend: () => {
      state = 'open'
    },
    silence: () => {
      state = 'silent'
      breakAll()
    },
    close: async () => {
      breakAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
