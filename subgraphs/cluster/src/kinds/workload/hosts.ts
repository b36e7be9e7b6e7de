import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { keyOf, refOf } from '../../ports/kubernetes-object.ts'

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
  const claims = await allClaims(kubernetes)
  return wished.filter((ingress) => {
    const { namespace } = refOf(ingress)
    const own = claims.ingresses.get(keyOf(refOf(ingress)))
    return hostsOf(ingress)
      .flatMap((host) => claims.byHost.get(host) ?? [])
      .some((other) => other.metadata.namespace !== namespace && (own === undefined || isOlder(other, own)))
  })
}

/** Who has which host: every Ingress of the cluster by its reference and by each of its hosts. */
type Claims = {
  readonly ingresses: ReadonlyMap<string, KubernetesObject>
  readonly byHost: ReadonlyMap<string, readonly KubernetesObject[]>
}

type Lists = { readonly running: Promise<Claims>; next: Promise<Claims> | null }
const lists = new WeakMap<KubernetesPort, Lists>()

/**
 * Every Ingress of the cluster. Components that are looked at side by side share one list, or each would read those of
 * all the others; who asks while one is read gets the next, so nobody misses what was there when it asked.
 */
function allClaims(kubernetes: KubernetesPort): Promise<Claims> {
  const now = lists.get(kubernetes)
  if (now === undefined) return startList(kubernetes)
  now.next ??= now.running.then(
    () => startList(kubernetes),
    () => startList(kubernetes),
  )
  return now.next
}

function startList(kubernetes: KubernetesPort): Promise<Claims> {
  const running = kubernetes.list({ ...ingressKind, namespace: null }).then(claimsOf)
  const own: Lists = { running, next: null }
  lists.set(kubernetes, own)
  const end = (): void => {
    if (own.next === null) lists.delete(kubernetes)
  }
  running.then(end, end)
  return running
}

function claimsOf(list: readonly KubernetesObject[]): Claims {
  const byHost = new Map<string, KubernetesObject[]>()
  for (const ingress of list)
    for (const host of hostsOf(ingress)) {
      const claiming = byHost.get(host)
      if (claiming === undefined) byHost.set(host, [ingress])
      else claiming.push(ingress)
    }
  // Items of lists come without their kind.
  return { ingresses: new Map(list.map((one) => [keyOf(refOf({ ...one, ...ingressKind })), one])), byHost }
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
  const spec = ingress['spec'] as { readonly rules?: readonly { readonly host?: string }[] } | undefined
  return (spec?.rules ?? []).flatMap(({ host }) => host ?? [])
}
