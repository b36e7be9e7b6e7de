import { problem } from '@operations-manager/schema/problems/problem.ts'
import { driftOf } from '../../manifests/compare.ts'
import { annotations, ownership, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../ports/kubernetes.ts'
import { keyOf, refOf } from '../../ports/kubernetes-object.ts'
import { Stalled, Waiting } from '../../reconcile/outcome.ts'

export type ObservedObjects = {
  /** What carries the labels of this step. */
  readonly owned: readonly KubernetesObject[]
  /** What has a wished name and not these labels. */
  readonly others: readonly KubernetesObject[]
}

export type ObjectAction =
  | {
      readonly type: 'apply'
      readonly ref: KubernetesRef
      readonly because: 'missing' | 'changed' | 'drifted'
      /** Paths of what differs, without values. */
      readonly fields: readonly string[]
    }
  | { readonly type: 'remove'; readonly ref: KubernetesRef; readonly uid: string | null }

const endingMs = 500

/** What makes the wished objects true: applies what is missing or differs, removes what is ours and wished no more. */
export function planObjects(
  owner: Owner,
  wished: readonly KubernetesObject[] | null,
  observed: ObservedObjects | null,
): readonly ObjectAction[] {
  const { owned, others } = observed ?? { owned: [], others: [] }
  const present = new Map([...others, ...owned].map((object) => [keyOf(refOf(object)), object]))
  const kept = new Set((wished ?? []).map((object) => keyOf(refOf(object))))
  const dropped = owned.filter(
    (object) =>
      !kept.has(keyOf(refOf(object))) &&
      ownership(object, owner) === 'ours' &&
      object.metadata.deletionTimestamp === undefined,
  )
  return [
    ...(wished ?? []).flatMap((object) => planOne(owner, object, present.get(keyOf(refOf(object))) ?? null)),
    ...dropped.map((object) => ({ type: 'remove' as const, ref: refOf(object), uid: object.metadata.uid ?? null })),
  ]
}

function planOne(owner: Owner, wished: KubernetesObject, observed: KubernetesObject | null): ObjectAction[] {
  const ref = refOf(wished)
  if (observed === null) return [{ type: 'apply', ref, because: 'missing', fields: [] }]
  if (ownership(observed, owner) !== 'ours') throw new Stalled(ownedByOthers(wished))
  if (observed.metadata.deletionTimestamp !== undefined)
    throw new Waiting(`the ${wished.kind} "${wished.metadata.name}" to be gone before it is made again`, endingMs)
  const changed =
    observed.metadata.annotations?.[annotations.applied] !== wished.metadata.annotations?.[annotations.applied]
  const fields = driftOf(wished, observed)
  if (!changed && fields.length === 0) return []
  return [{ type: 'apply', ref, because: changed ? 'changed' : 'drifted', fields }]
}

/** The refusal to touch an object of this kind and name. */
export function ownedByOthers({ kind, metadata: { name } }: Pick<KubernetesObject, 'kind' | 'metadata'>) {
  return problem(
    'OWNED_BY_OTHERS',
    `The ${kind} "${name}" exists in the cluster and does not belong to this deployment, so it is left alone. Ask an operator of the platform to remove or to hand over what has this name.`,
    { details: { backend: 'kubernetes', kind, name } },
  )
}
