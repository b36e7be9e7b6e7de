import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { Inventory } from '../../reconcile/sweep.ts'
import { retainedUntil } from '../claim/plan.ts'
import type { Owner } from '../mark.ts'
import { objectInventory } from '../marked-objects.ts'
import { claimPart } from './instance.ts'
import { serverPart } from './objects.ts'

/** Servers and claims that carry this installation's and this cluster's mark. Only claims hold data. */
export function redisInventories(
  kubernetes: KubernetesPort,
  whose: Pick<Owner, 'installation' | 'cluster'>,
): readonly Inventory[] {
  const claim = 'PersistentVolumeClaim'
  const server = { part: serverPart, data: null, retainedUntil: () => null }
  return [
    objectInventory(kubernetes, whose, { ...server, apiVersion: 'apps/v1', kind: 'Deployment' }),
    objectInventory(kubernetes, whose, { ...server, kind: 'Service' }),
    objectInventory(kubernetes, whose, { ...server, kind: 'Secret' }),
    objectInventory(kubernetes, whose, {
      kind: claim,
      part: claimPart,
      data: { kind: claim, type: 'redis' },
      retainedUntil,
    }),
  ]
}
