import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'

const ingressKind = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' } as const

/**
 * The Ingresses among these whose host somebody else in the cluster has: the older claim holds. Of two that were made
 * at the same moment both see each other here, and the younger one is taken back.
 */
export async function takenHosts(
  kubernetes: KubernetesPort,
  objects: readonly KubernetesObject[],
): Promise<readonly KubernetesObject[]> {
  const wished = objects.filter(({ kind }) => kind === 'Ingress')
  if (wished.length === 0) return []
  const hosts = new Set(wished.flatMap(hostsOf))
  const all = await allIngresses(kubernetes)
  const claims = all.filter((one) => rulesOf(one).some(({ host }) => host !== undefined && hosts.has(host)))
  return wished.filter((ingress) => {
    const { name, namespace } = ingress.metadata
    const own = claims.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
    const others = claims.filter(({ metadata }) => metadata.namespace !== namespace)
    return hostsOf(ingress).some((host) =>
      others.some((other) => hostsOf(other).includes(host) && (own === undefined || isOlder(other, own))),
    )
  })
}

type Ingresses = readonly KubernetesObject[]
type Lists = { readonly running: Promise<Ingresses>; next: Promise<Ingresses> | null }
const lists = new WeakMap<KubernetesPort, Lists>()

/**
 * Every Ingress of the cluster. Components that are looked at side by side share one list, or each would read those of
 * all the others; who asks while one is read gets the next, so nobody misses what was there when it asked.
 */
function allIngresses(kubernetes: KubernetesPort): Promise<Ingresses> {
  const now = lists.get(kubernetes)
  if (now === undefined) return startList(kubernetes)
  now.next ??= now.running.then(
    () => startList(kubernetes),
    () => startList(kubernetes),
  )
  return now.next
}

function startList(kubernetes: KubernetesPort): Promise<Ingresses> {
  const running = kubernetes.list({ ...ingressKind, namespace: null })
  const own: Lists = { running, next: null }
  lists.set(kubernetes, own)
  const end = (): void => {
    if (own.next === null) lists.delete(kubernetes)
  }
  running.then(end, end)
  return running
}

/** Says that hosts are taken, and names nobody else's project. */
export function hostTaken(component: string, taken: readonly KubernetesObject[]): Problem {
  const hosts = [...new Set(taken.flatMap(hostsOf))].toSorted()
  return problem(
    'HOST_TAKEN',
    `The host ${hosts.join(', ')} is in use by something else in this cluster, so "${component}" does not get it. Choose another host.`,
    { path: ['components', component, 'publish'], details: { hosts } },
  )
}

function isOlder(other: KubernetesObject, own: KubernetesObject): boolean {
  const [a, b] = [ageOf(other), ageOf(own)]
  return a === b ? (other.metadata.uid ?? '') < (own.metadata.uid ?? '') : a < b
}

function ageOf({ metadata }: KubernetesObject): number {
  return new Date(metadata.creationTimestamp ?? 0).getTime()
}

function hostsOf(ingress: KubernetesObject): readonly string[] {
  return rulesOf(ingress).flatMap(({ host }) => host ?? [])
}

function rulesOf(ingress: KubernetesObject): readonly { readonly host?: string }[] {
  const spec = ingress['spec'] as { readonly rules?: readonly { readonly host?: string }[] } | undefined
  return spec?.rules ?? []
}
