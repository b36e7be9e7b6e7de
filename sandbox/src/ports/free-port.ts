import { createServer } from 'node:net'

/** Whether this port of an address of the machine can be listened on right now. */
export function isFree(port: number, address = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      if ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(false)
      else reject(new Error(`look whether ${address}:${port} is free`, { cause: error }))
    })
    probe.listen(port, address, () => probe.close(() => resolve(true)))
  })
}

/** The wanted port, or the next free one above it; never one of `taken`. */
export async function freePortFrom(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = wanted; port < wanted + 200; port += 1) if (!taken.has(port) && (await isFree(port))) return port
  throw new Error(`No free port from ${wanted} to ${wanted + 199}. End what listens there, or set another port.`)
}
