import { parseQuantity } from '@operations-manager/schema/project-file/quantity.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { ownership } from '../../manifests/mark.ts'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { Stalled, Waiting } from '../../reconcile/outcome.ts'
import { refuseForeign, refuseRetained, type Instance, type Removal } from '../instance.ts'

/** Until when a claim is kept, on the claim itself. */
export const retainedAnnotation = 'operations-manager/retained-until'

export type ClaimWish = {
  readonly size: string
  /** `null`: the cluster's default. */
  readonly storageClass: string | null
  readonly isShared: boolean
  readonly retained: 'RESTORE' | 'DISCARD' | undefined
}

export type ClaimAction =
  | { readonly type: 'create-claim'; readonly claim: string; readonly size: string }
  | { readonly type: 'update-claim'; readonly claim: string; readonly changes: readonly string[] }
  | { readonly type: 'keep-claim'; readonly claim: string; readonly until: string }
  | { readonly type: 'remove-claim'; readonly claim: string; readonly uid: string | null }

/** What has to be done so that the claim is as wished. It grows and never shrinks; its class never changes. */
export function planClaim(
  instance: Instance,
  name: string,
  wish: ClaimWish,
  claim: KubernetesObject | null,
): readonly ClaimAction[] {
  if (claim === null) return [{ type: 'create-claim', claim: name, size: wish.size }]
  if (ownership(claim, instance.owner) !== 'ours') refuseForeign(`The claim "${name}"`)
  // It goes when its last pod is gone, and nobody can call that off; only then a new one can be made.
  if (claim.metadata.deletionTimestamp !== undefined) throw new Waiting('the volume of that name to be gone', 1_000)
  const until = retainedUntil(claim)
  if (until !== null && wish.retained === undefined) refuseRetained(`The volume "${instance.service}"`, until, instance)
  if (until !== null && wish.retained === 'DISCARD') return [remove(claim)]
  const changes = claimChanges(instance, wish, claim)
  return changes.length === 0 ? [] : [{ type: 'update-claim', claim: name, changes }]
}

function claimChanges(instance: Instance, wish: ClaimWish, claim: KubernetesObject): readonly string[] {
  const { size, storageClass } = specOf(claim)
  const [wished, present] = [parseQuantity(wish.size) ?? 0, parseQuantity(size) ?? 0]
  if (wished < present)
    throw new Stalled(
      problem(
        'SHRINK_REFUSED',
        `The volume "${instance.service}" holds ${size} and cannot become ${wish.size}: a volume never shrinks. Give at least ${size}.`,
      ),
    )
  if (wish.storageClass !== null && storageClass !== null && wish.storageClass !== storageClass)
    throw new Stalled(
      problem(
        'SHRINK_REFUSED',
        `The volume "${instance.service}" is of class "${storageClass}", which cannot change. Make another volume and copy.`,
      ),
    )
  return [
    // Kubernetes lets a claim grow once it has its volume; until its first pod has come there may be none.
    ...(wished > present && isBound(claim) ? ['size'] : []),
    ...(retainedUntil(claim) === null ? [] : ['retained']),
    ...(Object.entries(instance.place.labels).every(([key, value]) => claim.metadata.labels?.[key] === value)
      ? []
      : ['labels']),
  ]
}

function isBound(claim: KubernetesObject): boolean {
  return (claim['status'] as { readonly phase?: string } | undefined)?.phase === 'Bound' // a claim's status
}

/** What has to be done where none is wished: one that holds data goes only with its service, or because that is asked. */
export function planNoClaim(
  instance: Instance,
  retained: ClaimWish['retained'],
  claim: KubernetesObject | null,
): readonly ClaimAction[] {
  if (claim === null || claim.metadata.deletionTimestamp !== undefined) return []
  if (ownership(claim, instance.owner) !== 'ours') return []
  const until = retainedUntil(claim)
  if (until !== null && retained === undefined) refuseRetained(`The volume "${instance.service}"`, until, instance)
  if (until !== null && retained === 'DISCARD') return [remove(claim)]
  throw new Stalled(
    problem(
      'SHRINK_REFUSED',
      `The volume "${instance.service}" holds ${specOf(claim).size} and cannot be left out: a volume never shrinks. Wish for at least as much, or bring the data to a new service.`,
    ),
  )
}

/** What has to be done so that the claim is gone with what it holds, or kept until its time is over. */
export function planClaimRemoval(
  instance: Instance,
  name: string,
  removal: Removal,
  claim: KubernetesObject | null,
): readonly ClaimAction[] {
  if (claim === null || ownership(claim, instance.owner) !== 'ours') return []
  if (removal.mode === 'delete') return claim.metadata.deletionTimestamp === undefined ? [remove(claim)] : []
  return retainedUntil(claim) === null ? [{ type: 'keep-claim', claim: name, until: removal.until }] : []
}

function remove({ metadata }: KubernetesObject): ClaimAction {
  return { type: 'remove-claim', claim: metadata.name, uid: metadata.uid ?? null }
}

/** Until when a claim is kept; `null` if it is in use. An empty annotation is one that was taken back. */
export function retainedUntil({ metadata }: KubernetesObject): string | null {
  const until = metadata.annotations?.[retainedAnnotation] ?? ''
  return until === '' ? null : until
}

type ClaimSpec = {
  readonly storageClassName?: string
  readonly resources?: { readonly requests?: { readonly storage?: string } }
}

/** What a claim asks for. */
export function specOf(claim: KubernetesObject): { readonly size: string; readonly storageClass: string | null } {
  const spec = claim['spec'] as ClaimSpec | undefined // as the Kubernetes API defines a claim
  return { size: spec?.resources?.requests?.storage ?? '0', storageClass: spec?.storageClassName ?? null }
}
