import { once } from 'node:events'
import { createServer } from 'node:net'

/** Something outside of a cluster that takes connections: somebody else's service that a project calls. */
export type Outside = { readonly at: string; close(): void }

/** Opens it at an address of this machine; the system chooses the port. */
export async function openOutside(host: string): Promise<Outside> {
  const server = createServer((socket) => socket.end())
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return { at: `${host}:${address.port}`, close: () => void server.close() }
}
