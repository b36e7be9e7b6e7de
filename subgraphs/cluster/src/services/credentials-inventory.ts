import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { Inventory } from '../reconcile/sweep.ts'
import type { Owner } from './mark.ts'
import { objectInventory } from './marked-objects.ts'

/** Credentials of services that carry this installation's and this cluster's mark. They are never retained. */
export function credentialsInventory(
  kubernetes: KubernetesPort,
  whose: Pick<Owner, 'installation' | 'cluster'>,
): Inventory {
  return objectInventory(kubernetes, whose, {
    kind: 'Secret',
    part: 'credentials',
    data: null,
    retainedUntil: () => null,
  })
}
