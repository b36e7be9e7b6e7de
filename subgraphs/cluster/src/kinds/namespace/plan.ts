import { labels, ownership, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../ports/kubernetes.ts'

export type DroppedAction = { readonly type: 'remove'; readonly ref: KubernetesRef; readonly uid: string | null }

/** What goes of the objects that carry our labels: those of components that are no longer there. */
export function planDropped(
  owner: Owner,
  kept: readonly string[],
  owned: readonly KubernetesObject[],
): readonly DroppedAction[] {
  return owned
    .filter((object) => ownership(object, owner) === 'ours' && object.metadata.deletionTimestamp === undefined)
    .filter((object) => !kept.includes(componentLabel(object)))
    .map(({ apiVersion, kind, metadata }) => ({
      type: 'remove',
      ref: { apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name },
      uid: metadata.uid ?? null,
    }))
}

/** The component that an object is of. What must not be selected with its pods is of it by another label. */
export function componentLabel({ metadata }: KubernetesObject): string {
  return metadata.labels?.[labels.component] ?? metadata.labels?.[labels.network] ?? ''
}
