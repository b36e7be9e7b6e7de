import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { MemoryKubernetes } from './memory-kubernetes.ts'
import type { Route } from './routes.ts'

/**
 * The ingress of a simulated cluster as a real server: it answers for published hosts, by the Host header, with a page
 * that says what it is. The caller listens and closes.
 */
export function createIngressServer(kubernetes: Pick<MemoryKubernetes, 'route'>, cluster: string): Server {
  return createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    const { pathname } = new URL(request.url ?? '/', 'http://sandbox')
    answer(request, response, cluster, host, pathname, kubernetes.route(host, pathname))
  })
}

/** Resolves when the server listens; rejects if the port is taken. */
export function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Ends the server without waiting for connections that nobody uses. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  cluster: string,
  host: string,
  path: string,
  route: Route,
): void {
  switch (route.type) {
    case 'none':
      send(request, response, 404, page('No route', [`${cluster} has no route for ${host}.`]))
      return
    case 'no-pods':
      send(
        request,
        response,
        503,
        page('No pod is ready', [`The route for ${host} exists, and no pod behind it is ready.`]),
      )
      return
    case 'pod': {
      const labels = route.pod.metadata.labels ?? {}
      const image = route.pod.spec.containers[0]?.image ?? ''
      const lines = [
        'This is a sandbox: the cluster is simulated, and this page stands for the application.',
        `Project ${labels['operations-manager/project'] ?? ''}, deployment ${labels['operations-manager/deployment'] ?? ''}, component ${labels['operations-manager/component'] ?? ''}`,
        `Image ${image}`,
        `Pod ${route.pod.metadata.name}, port ${route.port}, path ${path}`,
      ]
      send(request, response, 200, page(host, lines))
      return
    }
    default:
      route satisfies never
  }
}

function send(request: IncomingMessage, response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : html)
}

/** An element with what stands in it; text becomes markup in one place only, and escaped. */
type Element = {
  readonly tag: 'html' | 'head' | 'title' | 'body' | 'h1' | 'p'
  readonly inner: readonly (Element | string)[]
}

function page(title: string, lines: readonly string[]): string {
  const head: Element = { tag: 'head', inner: [{ tag: 'title', inner: [title] }] }
  const paragraphs = lines.map((line): Element => ({ tag: 'p', inner: [line] }))
  return `<!doctype html>${markupOf({ tag: 'html', inner: [head, { tag: 'body', inner: [{ tag: 'h1', inner: [title] }, ...paragraphs] }] })}`
}

function markupOf(node: Element | string): string {
  if (typeof node === 'string') return node.replace(/[&<>"']/g, (character) => entities[character] ?? '')
  return `<${node.tag}>${node.inner.map(markupOf).join('')}</${node.tag}>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
