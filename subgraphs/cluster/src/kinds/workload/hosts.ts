import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { referenceOf } from '../objects/object-set.ts'

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
  const all = await allIngresses(kubernetes)
  return wished.filter((ingress) => {
    const { namespace, name } = referenceOf(ingress)
    const own = all.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
    return all.some(
      (other) =>
        other.metadata.namespace !== namespace &&
        hostsOf(other).some((host) => hostsOf(ingress).includes(host)) &&
        (own === undefined || isOlder(other, own)),
    )
  })
}

const gatherMs = 10
const gathering = new WeakMap<KubernetesPort, Promise<readonly KubernetesObject[]>>()

/**
 * Every Ingress of the cluster. Components that are looked at side by side share one list, or each would read those of
 * all the others; it starts after the last of them asked, so nobody misses what was there when it asked.
 */
function allIngresses(kubernetes: KubernetesPort): Promise<readonly KubernetesObject[]> {
  const shared = gathering.get(kubernetes)
  if (shared !== undefined) return shared
  const list = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
    gathering.delete(kubernetes)
    return kubernetes.list({ ...ingressKind, namespace: null })
  })
  gathering.set(kubernetes, list)
  return list
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
