import type { KubernetesObject, KubernetesPort, KubernetesQuery } from '../../ports/kubernetes.ts'

export type ObjectKind = { readonly apiVersion: string; readonly kind: string }

/** All objects of these kinds at one place. Items of lists come without their kind; here they have it. */
export async function listKinds(
  kubernetes: KubernetesPort,
  kinds: readonly ObjectKind[],
  where: Pick<KubernetesQuery, 'namespace' | 'labels'>,
): Promise<readonly KubernetesObject[]> {
  const lists = await Promise.all(kinds.map((kind) => kubernetes.list({ ...kind, ...where })))
  return lists.flatMap((list, index) => list.map((object) => ({ ...object, ...kinds[index] })))
}
