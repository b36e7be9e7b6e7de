import { randomUUID } from 'node:crypto'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import type { KindDeps } from '../kinds/deps.ts'
import { namespaceInventory } from '../kinds/inventory.ts'
import { missingSecret } from '../kinds/secrets.ts'
import { kubernetesSteps } from '../kinds/steps.ts'
import type { OpenLink } from '../link/open-link.ts'
import { Engine } from '../reconcile/engine.ts'
import type { StepGraph } from '../reconcile/plan-tracks.ts'
import { serviceSteps } from '../services/factory.ts'
import { removedSteps } from '../services/removed-steps.ts'
import type { Wiring } from './memory.ts'
import type { OpenServices } from './services.ts'

export type EngineWiring = Wiring & {
  readonly kinds: KindDeps
  readonly services: OpenServices
  readonly link: OpenLink
}

/** The engine over everything that this cluster can make. */
export function createEngine({ config, clock, log, kinds, services, link }: EngineWiring): Engine {
  const { cluster, installation, retentionDays } = config
  const { catalogue, offers } = kinds
  return new Engine({
    cluster,
    wishes: link.wishes,
    reporter: link.reporter,
    graph: graphOf(catalogue),
    factories: [
      kubernetesSteps(kinds, installation),
      serviceSteps({ catalogue, offers, services: services.services, retentionDays }),
    ],
    shared: services.shared,
    inventories: [
      namespaceInventory(kinds.kubernetes, installation, cluster, () => clock.now()),
      ...services.inventories,
    ],
    gate: (wish) => foreignInstallation(installation, wish) ?? missingSecret(wish.spec),
    clock,
    log,
    newId: randomUUID,
  })
}

function graphOf(catalogue: Catalogue): StepGraph {
  return {
    wished: (spec: DeploymentSpec) => stepGraph(spec, catalogue),
    removed: (tombstone, last, isWished) => removedSteps(catalogue, tombstone, last, isWished),
  }
}

/** Every mark carries the installation: made under another one, nothing could ever be recognised as ours. */
export function foreignInstallation(installation: string, { spec }: Wish): Problem | null {
  if (spec.installation === installation) return null
  return problem(
    'OWNED_BY_OTHERS',
    `This cluster belongs to the installation "${installation}", and the registry speaks for "${spec.installation}". An operator has to correct one of the two.`,
  )
}
