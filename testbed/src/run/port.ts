import { createServer } from 'node:net'

/**
 * A port of this address that nobody listens on. It lies below those that the system gives to outgoing connections, so
 * that none of them takes it while a server over it is stopped and started again.
 */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(address, port)) return port
  }
  throw new Error(`no free port was found at ${address}`)
}

function isFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      if ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(false)
      else reject(new Error(`look for a free port at ${address}`, { cause: error }))
    })
    probe.listen(port, address, () => probe.close(() => resolve(true)))
  })
}
