import { isIP } from 'node:net'
import type { V1EndpointSlice, V1Ingress, V1Service } from '@kubernetes/client-node'

/** A path of a host and the pods that answer there, in the order in which the first that fits wins. */
export type Route = {
  readonly path: string
  readonly isExact: boolean
  /** Taken off before the request goes on; null if it goes on as it is. */
  readonly strip: string | null
  /** `address:port` of ready pods; empty: nobody can answer now. */
  readonly endpoints: readonly string[]
}

/** All that the proxy has to know: hosts in their order, each with its routes. */
export type Routes = ReadonlyMap<string, readonly Route[]>

export type ClusterObjects = {
  readonly ingresses: readonly V1Ingress[]
  readonly services: readonly V1Service[]
  readonly slices: readonly V1EndpointSlice[]
}

const hostForm = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/
const pathForm = /^\/[\w.~/-]*$/
/** How the cluster backends ask ingress-nginx to take a prefix off; group 2 is what remains. */
const strippedForm = /^(\/[\w.~/-]*)\(\/\|\$\)\(\.\*\)$/

/** Whether a name may be one of a published host; it ends in a file. */
export function isHost(name: string): boolean {
  return hostForm.test(name)
}

/** What the cluster's objects ask for. Names of another form than Kubernetes has are left out: they end in a file. */
export function planRoutes(objects: ClusterObjects): Routes {
  const routes = new Map<string, Route[]>()
  for (const ingress of objects.ingresses.toSorted(byAge)) {
    for (const rule of ingress.spec?.rules ?? []) {
      const { host } = rule
      if (host === undefined || !isHost(host)) continue
      const found = (rule.http?.paths ?? []).flatMap((path) => routeOf(ingress, path, objects))
      routes.set(host, [...(routes.get(host) ?? []), ...found])
    }
  }
  return new Map(
    Array.from(routes)
      .map(([host, found]) => [host, firstOfEach(found)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

// Of two that want the same, the older one has it.
function byAge(a: V1Ingress, b: V1Ingress): number {
  const [left, right] = [a, b].map(({ metadata }) => {
    const created = metadata?.creationTimestamp
    return `${created === undefined ? '' : new Date(created).toISOString()} ${metadata?.namespace} ${metadata?.name}`
  })
  return (left ?? '') < (right ?? '') ? -1 : 1
}

type IngressPath = NonNullable<NonNullable<NonNullable<V1Ingress['spec']>['rules']>[number]['http']>['paths'][number]

function routeOf(ingress: V1Ingress, given: IngressPath, objects: ClusterObjects): Route[] {
  const { namespace, annotations } = ingress.metadata ?? {}
  const { service } = given.backend
  if (namespace === undefined || service === undefined) return []
  const endpoints = endpointsOf(namespace, service.name, service.port ?? {}, objects)
  const stripped = strippedForm.exec(given.path ?? '')?.[1]
  if (stripped !== undefined && annotations?.['nginx.ingress.kubernetes.io/rewrite-target'] === '/$2') {
    return [{ path: bare(stripped), isExact: false, strip: bare(stripped), endpoints }]
  }
  const path = given.path ?? '/'
  if (!pathForm.test(path)) return []
  const isExact = given.pathType === 'Exact'
  // A prefix is made of whole elements: a slash at its end says nothing.
  return [{ path: isExact ? path : bare(path), isExact, strip: null, endpoints }]
}

function bare(path: string): string {
  return path.replace(/\/+$/, '') || '/'
}

function endpointsOf(
  namespace: string,
  name: string,
  wanted: { readonly number?: number; readonly name?: string },
  { services, slices }: ClusterObjects,
): string[] {
  const service = services.find(({ metadata }) => metadata?.namespace === namespace && metadata.name === name)
  const port = service?.spec?.ports?.find((one) =>
    wanted.number === undefined ? one.name === wanted.name : one.port === wanted.number,
  )
  if (port === undefined) return []
  const found = slices
    .filter(({ metadata }) => metadata?.namespace === namespace)
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === name)
    .flatMap((slice) => {
      const number = slice.ports?.find((one) => (one.name ?? '') === (port.name ?? ''))?.port
      if (number === undefined) return []
      return (slice.endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses.slice(0, 1))
        .filter((address) => isIP(address) === 4)
        .map((address) => `${address}:${number}`)
    })
  return Array.from(new Set(found)).toSorted()
}

function firstOfEach(routes: readonly Route[]): Route[] {
  const seen = new Map<string, Route>()
  for (const route of routes) {
    const key = `${route.isExact ? '=' : '^'}${route.path}`
    if (!seen.has(key)) seen.set(key, route)
  }
  return Array.from(seen.values())
}
