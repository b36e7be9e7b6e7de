import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import type { Owner } from '../../manifests/mark.ts'
import { workloadObjects } from '../../manifests/workload.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { publishedInjection } from '../binding/injection.ts'
import { manifestInput, type KindDeps } from '../deps.ts'
import type { ObjectKind } from '../objects/list-kinds.ts'
import { objectStep } from '../objects/object-set.ts'
import { hostTaken, takenHosts } from './hosts.ts'

const kinds: readonly ObjectKind[] = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'v1', kind: 'Service' },
]

/** What keeps a component running and reachable; `null` for a removal. */
export function workloadStep(deps: KindDeps, owner: Owner, component: string, wish: Wish | null): BoundStep {
  return objectStep({
    kubernetes: deps.kubernetes,
    name: 'workload',
    set: { owner, namespace: namespaceName(owner), part: 'workload', component, kinds },
    wished: async () => {
      if (wish === null) return null
      const injection = await publishedInjection(deps, wish.spec, component)
      const restartedAt = wish.restarts[component] ?? null
      const objects = workloadObjects({ ...manifestInput(deps, wish.spec), injection, restartedAt }, component)
      const taken = await takenHosts(deps.kubernetes, objects)
      return {
        objects: objects.filter((object) => !taken.includes(object)),
        refusal: taken.length === 0 ? null : hostTaken(component, taken),
      }
    },
  })
}
