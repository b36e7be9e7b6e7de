import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export type Asked = { readonly method: string; readonly path: string; readonly token: string; readonly body: string }
export type Answer = { readonly status: number; readonly body: string; readonly type?: string } | 'silence' | 'cut'

export const json = (value: unknown, status = 200): Answer => ({ status, body: JSON.stringify(value) })
export const page = (status: number): Answer => ({
  status,
  body: '<html>Sign in to the network</html>',
  type: 'text/html',
})

/** Where tokens are asked for. */
export const tokenPath = '/realms/master/protocol/openid-connect/token'

/** A server that answers as it is told, to see how the client takes what no real Keycloak would say when asked to. */
export async function answeringServer(
  answerTo: (asked: Asked, count: number) => Answer,
  certificate: { readonly key: string; readonly cert: string } | null = null,
) {
  const asked: Asked[] = []
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void answerOne(request, response, asked, answerTo)
  }
  const server = certificate === null ? createServer(listener) : createSecureServer(certificate, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, so it is no path
  return {
    url: `${certificate === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answerOne(
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked[],
  answerTo: (asked: Asked, count: number) => Answer,
): Promise<void> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const { method = '', url = '', headers } = request
  const token = (headers.authorization ?? '').replace('Bearer ', '')
  const one = { method, path: new URL(url, 'http://server').pathname.replace(/\/$/, ''), token, body }
  asked.push(one)
  const count = asked.filter(({ path }) => path === one.path).length
  const answer = answerTo(one, count)
  if (answer === 'silence') return
  if (answer === 'cut') {
    request.socket.destroy()
    return
  }
  response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' })
  response.end(answer.body)
}
