import { randomUUID } from 'node:crypto'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import type { KindDeps } from '../kinds/deps.ts'
import { namespaceInventory } from '../kinds/inventory.ts'
import { missingSecret } from '../kinds/secrets.ts'
import { kubernetesSteps } from '../kinds/steps.ts'
import type { OpenLink } from '../link/open-link.ts'
import { Engine } from '../reconcile/engine.ts'
import { actOnOrphan, type OrphanDeps } from '../reconcile/orphans.ts'
import type { RemovalStep, StepGraph } from '../reconcile/plan-tracks.ts'
import type { StepFactory } from '../reconcile/step.ts'
import { removedSteps } from '../services/removed-steps.ts'
import type { HandlerDeps } from './handlers.ts'
import type { Wiring } from './memory.ts'
import type { OpenServices } from './services.ts'

export type EngineWiring = Wiring & {
  readonly kinds: KindDeps
  readonly services: OpenServices
  /** The steps of service instances. */
  readonly ofServices: StepFactory
  readonly link: OpenLink
}

export type OpenEngine = { readonly engine: Engine; readonly actOnOrphan: HandlerDeps['actOnOrphan'] }

/** The engine over everything that this cluster can make, and what operators may do with what nobody wishes. */
export function createEngine({ config, clock, log, kinds, services, ofServices, link }: EngineWiring): OpenEngine {
  const { cluster, installation } = config
  const { catalogue } = kinds
  const inventories = [
    namespaceInventory(kinds.kubernetes, installation, cluster, () => clock.now()),
    ...services.inventories,
  ]
  const engine = new Engine({
    cluster,
    wishes: link.wishes,
    reporter: link.reporter,
    graph: graphOf(catalogue),
    factories: [kubernetesSteps(kinds, installation), ofServices],
    shared: services.shared,
    inventories,
    gate: (wish) => foreignInstallation(installation, wish) ?? missingSecret(wish.spec),
    clock,
    log,
    newId: randomUUID,
  })
  const orphans: OrphanDeps = {
    cluster,
    wishes: link.wishes,
    areWishesNew: () => toldSince(link),
    inventories,
    removed: (tombstone, type) => removedOf(catalogue, tombstone, type),
    factories: [ofServices],
    now: () => clock.now(),
    newId: randomUUID,
    log,
    changed: (deployment) => {
      if (deployment !== null) engine.poke(deployment)
      engine.sweepSoon()
    },
  }
  return { engine, actOnOrphan: (action, object, signal) => actOnOrphan(orphans, action, object, signal) }
}

/** Whether a whole snapshot came over the connection that there is now. */
function toldSince(link: OpenLink): boolean {
  const [now, toldAt] = [link.state(), link.wishes.snapshotAt()]
  return now.type === 'connected' && toldAt !== null && Date.parse(toldAt) >= Date.parse(now.since)
}

/** The steps of the instance itself: what it shares with others stays with them. */
function removedOf(catalogue: Catalogue, tombstone: Tombstone, type: string): readonly RemovalStep[] {
  const only: Catalogue = new Map([...catalogue].filter(([name]) => name === type))
  return removedSteps(only, tombstone, null, true).filter(({ declaration }) => declaration.subject.type === 'service')
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
