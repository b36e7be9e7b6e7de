import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { KubernetesObject, KubernetesPort, KubernetesQuery, LogOptions } from '../../../ports/kubernetes.ts'
import { PortError, type PortFault } from '../../../ports/port-error.ts'

/** Kinds that the served simulation tells in its discovery. */
const served: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    namespaces: 'Namespace',
    configmaps: 'ConfigMap',
    secrets: 'Secret',
    services: 'Service',
    serviceaccounts: 'ServiceAccount',
    pods: 'Pod',
    persistentvolumeclaims: 'PersistentVolumeClaim',
    resourcequotas: 'ResourceQuota',
    events: 'Event',
  },
  'apps/v1': { deployments: 'Deployment', replicasets: 'ReplicaSet' },
  'networking.k8s.io/v1': { networkpolicies: 'NetworkPolicy', ingresses: 'Ingress' },
}

type Asked = {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string | null
  readonly name: string | null
  readonly log: boolean
}

/**
 * A Kubernetes API over HTTP for tests of the client: paths, media types, status bodies, pages, watches and logs as
 * the real server has them, over a port that answers. It proves the client's half of the conversation only; the other
 * half is proved by the contract over a real server.
 */
export function createApiServer(port: KubernetesPort): Server {
  return createServer((request, response) => {
    serve(port, request, response).catch((error: unknown) => refuse(response, error))
  })
}

async function serve(port: KubernetesPort, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://api')
  const discovered = discovery(url.pathname)
  if (discovered !== null) return send(response, 200, discovered)
  const asked = read(url.pathname)
  if (asked === null)
    return refuse(
      response,
      new PortError('kubernetes', 'not-found', 'the server could not find the requested resource'),
    )
  if (request.method === 'POST') return create(port, request, response)
  if (request.method === 'PATCH') return patch(port, request, response, url)
  if (request.method === 'DELETE') return remove(port, request, response, asked)
  if (asked.log) return log(port, response, asked, url)
  if (asked.name !== null) return get(port, response, asked, asked.name)
  const query = { ...asked, labels: labelsOf(url) }
  return url.searchParams.get('watch') === 'true'
    ? watch(port, request, response, query)
    : list(port, response, query, url)
}

function discovery(path: string): object | null {
  const version = /^\/api\/(v1)$|^\/apis\/([^/]+\/[^/]+)$/.exec(path)
  const kinds = served[version?.[1] ?? version?.[2] ?? '']
  if (kinds === undefined) return null
  const resources = Object.entries(kinds).map(([name, kind]) => ({ name, kind, namespaced: kind !== 'Namespace' }))
  return { kind: 'APIResourceList', resources: [...resources, { name: 'pods/log', kind: 'Pod', namespaced: true }] }
}

function read(path: string): Asked | null {
  const match = /^\/(?:api|apis)\/((?:[^/]+\.[^/]+|apps|batch|policy|autoscaling)\/v\d+|v1)\/(.+)$/.exec(path)
  const apiVersion = match?.[1] ?? ''
  const parts = (match?.[2] ?? '').split('/').map(decodeURIComponent)
  const inside = parts[0] === 'namespaces' && parts.length > 2
  const namespace = inside ? (parts[1] ?? null) : null
  const [plural = '', name = null, sub = null] = inside ? parts.slice(2) : parts
  const kind = served[apiVersion]?.[plural]
  return kind === undefined ? null : { apiVersion, kind, namespace, name, log: sub === 'log' }
}

async function get(port: KubernetesPort, response: ServerResponse, asked: Asked, name: string): Promise<void> {
  const found = await port.read({ ...asked, name })
  if (found === null) throw new PortError('kubernetes', 'not-found', `"${name}" not found`)
  send(response, 200, found)
}

async function list(port: KubernetesPort, response: ServerResponse, query: KubernetesQuery, url: URL): Promise<void> {
  const all = await port.list(query)
  const from = Number(url.searchParams.get('continue') ?? 0)
  // Two a page, so that every list of the contract has several.
  const items = all.slice(from, from + 2).map(({ apiVersion: _version, kind: _kind, ...item }) => item)
  const next = from + 2 < all.length ? String(from + 2) : ''
  const resourceVersion = String(Math.max(0, ...all.map(({ metadata }) => Number(metadata.resourceVersion))))
  send(response, 200, { kind: `${query.kind}List`, metadata: { resourceVersion, continue: next }, items })
}

async function watch(
  port: KubernetesPort,
  request: IncomingMessage,
  response: ServerResponse,
  query: KubernetesQuery,
): Promise<void> {
  const version = Number(new URL(request.url ?? '/', 'http://api').searchParams.get('resourceVersion'))
  const controller = new AbortController()
  request.on('close', () => controller.abort())
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
  response.write(
    `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(version) } } })}\n`,
  )
  const tell = (object: KubernetesObject, gone: boolean): void => {
    if (Number(object.metadata.resourceVersion) <= version) return
    response.write(`${JSON.stringify({ type: gone ? 'DELETED' : 'MODIFIED', object })}\n`)
  }
  await port.watch(query, tell, controller.signal)
  response.end()
}

async function log(port: KubernetesPort, response: ServerResponse, asked: Asked, url: URL): Promise<void> {
  const tail = url.searchParams.get('tailLines')
  const since = url.searchParams.get('sinceTime')
  const options: LogOptions = {
    container: url.searchParams.get('container') ?? '',
    previous: url.searchParams.get('previous') === 'true',
    ...(tail !== null && { tail: Number(tail) }),
    ...(since !== null && { since }),
  }
  const [namespace, pod] = [asked.namespace ?? '', asked.name ?? '']
  const text = ({ at, text }: { readonly at: string; readonly text: string }): string => `${at} ${text}\n`
  if (url.searchParams.get('follow') !== 'true') {
    const lines = await port.logs(namespace, pod, options)
    response.writeHead(200, { 'content-type': 'text/plain' }).end(lines.map(text).join(''))
    return
  }
  const controller = new AbortController()
  response.on('close', () => controller.abort())
  response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders()
  for await (const line of port.followLogs(namespace, pod, options, controller.signal)) response.write(text(line))
  response.end()
}

async function create(port: KubernetesPort, request: IncomingMessage, response: ServerResponse): Promise<void> {
  send(response, 201, await port.create((await bodyOf(request)) as KubernetesObject)) // the client's
}

async function patch(
  port: KubernetesPort,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  // Who owns which field is not recorded here, so what the client writes to that record changes nothing.
  if (request.headers['content-type'] === 'application/merge-patch+json') return send(response, 200, {})
  if (
    request.headers['content-type'] !== 'application/apply-patch+yaml' ||
    url.searchParams.get('fieldManager') === null
  )
    throw new PortError('kubernetes', 'invalid', 'server-side apply needs its media type and a field manager')
  const object = (await bodyOf(request)) as KubernetesObject // the client's
  const dry = url.searchParams.get('dryRun') === 'All'
  send(response, 200, await (dry ? port.dryRun(object) : port.apply(object)))
}

async function remove(
  port: KubernetesPort,
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked,
): Promise<void> {
  const body = (await bodyOf(request)) as { readonly preconditions?: { readonly uid?: string } }
  const ref = { ...asked, name: asked.name ?? '' }
  if ((await port.read(ref)) === null) throw new PortError('kubernetes', 'not-found', `"${ref.name}" not found`)
  const uid = body.preconditions?.uid
  await port.remove(ref, uid === undefined ? {} : { uid })
  send(response, 200, { kind: 'Status', status: 'Success' })
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function labelsOf(url: URL): Record<string, string> {
  const selector = url.searchParams.get('labelSelector') ?? ''
  const pairs = selector.split(',').filter((pair) => pair !== '')
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]))
}

const away = [503, 'ServiceUnavailable'] as const

const codes: Partial<Record<PortFault, readonly [number, string]>> = {
  'not-found': [404, 'NotFound'],
  refused: [403, 'Forbidden'],
  conflict: [409, 'Conflict'],
  exists: [409, 'AlreadyExists'],
  invalid: [422, 'Invalid'],
  quota: [403, 'Forbidden'],
}

function refuse(response: ServerResponse, error: unknown): void {
  const fault = error instanceof PortError ? error : new PortError('kubernetes', 'unavailable', 'it broke')
  const terminating = fault.message.includes('because it is being terminated')
  const [code, reason] = terminating ? ([403, 'Forbidden'] as const) : (codes[fault.fault] ?? away)
  const details = terminating ? { causes: [{ reason: 'NamespaceTerminating' }] } : {}
  if (response.headersSent) response.destroy()
  else send(response, code, { kind: 'Status', status: 'Failure', message: fault.message, reason, details, code })
}

function send(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
}
