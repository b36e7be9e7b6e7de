import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A collector of traces of the test's own, and all that it was told (OTLP over HTTP, as JSON). */
export type Collector = {
  readonly endpoint: string
  readonly told: readonly string[]
  stop(): Promise<void>
}

/** Starts one on a free port. */
export async function startCollector(): Promise<Collector> {
  const told: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      told.push(text)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, never on a pipe
  return {
    endpoint: `http://127.0.0.1:${port}`,
    told,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
