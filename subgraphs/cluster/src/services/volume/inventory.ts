import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { Inventory } from '../../reconcile/sweep.ts'
import type { Owner } from '../mark.ts'
import { objectInventory } from '../marked-objects.ts'
import { retainedUntil } from '../claim/plan.ts'

/** Claims that carry this installation's and this cluster's mark. */
export function claimInventory(kubernetes: KubernetesPort, whose: Pick<Owner, 'installation' | 'cluster'>): Inventory {
  const kind = 'PersistentVolumeClaim'
  return objectInventory(kubernetes, whose, { kind, part: 'claim', data: { kind, type: 'volume' }, retainedUntil })
}
