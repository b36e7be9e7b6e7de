import type { ObjectStore } from './object-store.ts'
import { hasLabels } from '../../ports/kubernetes-object.ts'
import type { IngressObject, PodObject, ServiceObject } from './objects.ts'
import { isReady } from './controllers/pods.ts'
import { listOf } from './views.ts'

/** What the ingress controller of the simulated cluster does with a request. */
export type Route =
  | { readonly type: 'none' }
  | { readonly type: 'no-pods'; readonly ingress: IngressObject }
  | { readonly type: 'pod'; readonly ingress: IngressObject; readonly pod: PodObject; readonly port: number }

/** Finds the way of a request: Ingress by host and longest path, its Service, a ready pod that listens on the port. */
export function routeOf(store: ObjectStore, host: string, path: string): Route {
  const best = listOf(store, 'Ingress', null)
    .filter(({ spec }) => spec.rules?.some((rule) => (rule.host ?? '') === host))
    .flatMap((ingress) => rulesOf(ingress).map((rule) => ({ ingress, ...rule })))
    .filter((rule) => rule.host === host && covers(rule.path, path))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  if (best === undefined) return { type: 'none' }
  const namespace = best.ingress.metadata.namespace ?? null
  const service = store.get({ apiVersion: 'v1', kind: 'Service', namespace, name: best.service })?.object as
    | ServiceObject
    | undefined
  const port = service?.spec.ports.find(({ name, port: number }) => name === best.port || number === best.port)
  if (service === undefined || port === undefined) return { type: 'no-pods', ingress: best.ingress }
  const pod = listOf(store, 'Pod', namespace, service.spec.selector ?? {}).find(
    (candidate) => isReady(candidate) && hasLabels(candidate.metadata.labels, service.spec.selector ?? {}),
  )
  const target = pod === undefined ? null : targetPort(pod, port.targetPort ?? port.port)
  if (pod === undefined || target === null) return { type: 'no-pods', ingress: best.ingress }
  return { type: 'pod', ingress: best.ingress, pod, port: target }
}

function rulesOf(ingress: IngressObject) {
  return (ingress.spec.rules ?? []).flatMap(({ host = '', http }) =>
    (http?.paths ?? []).flatMap(({ path = '/', backend }) =>
      backend.service === undefined
        ? []
        : [
            {
              host,
              path,
              service: backend.service.name,
              port: backend.service.port?.name ?? backend.service.port?.number,
            },
          ],
    ),
  )
}

function covers(declared: string, path: string): boolean {
  // A path that takes its prefix off is a pattern: `/shop(/|$)(.*)`.
  const prefix = declared.replace(/\(.*$/, '')
  const base = prefix.endsWith('/') ? prefix : `${prefix}/`
  return path === prefix || path.startsWith(base)
}

function targetPort(pod: PodObject, target: number | string): number | null {
  const ports = pod.spec.containers.flatMap(({ ports = [] }) => ports)
  return ports.find(({ name, containerPort }) => name === target || containerPort === target)?.containerPort ?? null
}
