import { randomUUID } from 'node:crypto'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import type { KindDeps } from '../../../subgraphs/cluster/src/kinds/deps.ts'
import { kubernetesSteps } from '../../../subgraphs/cluster/src/kinds/steps.ts'
import { systemClock as clock } from '../../../subgraphs/cluster/src/reconcile/clock.ts'
import { Engine } from '../../../subgraphs/cluster/src/reconcile/engine.ts'
import type { SharedKind } from '../../../subgraphs/cluster/src/reconcile/shared-units.ts'
import { FakeReporter, FakeWishes } from '../../../subgraphs/cluster/src/reconcile/testing/builders.ts'
import { serviceSteps } from '../../../subgraphs/cluster/src/services/factory.ts'
import { workloadTrials } from '../../../subgraphs/cluster/src/wiring/workload-trials.ts'
import { serviceOutputs } from '../../../subgraphs/cluster/src/services/outputs.ts'
import { removedSteps } from '../../../subgraphs/cluster/src/services/removed-steps.ts'
import type { ClusterService } from '../../../subgraphs/cluster/src/services/service.ts'

export type EngineOver = Pick<KindDeps, 'kubernetes' | 'settings' | 'prober'> & {
  readonly cluster: string
  readonly installation: string
  readonly services: readonly ClusterService[]
  readonly shared: SharedKind
}

const retentionDays = 7
const convergeLimitMs = 600_000

/** The engine of a cluster backend over whatever backends, without its link: wishes are set, reports are kept. */
export function engineOver({ cluster, installation, services, shared, ...world }: EngineOver) {
  const offers = Object.fromEntries([...catalogue.keys()].map((type) => [type, { limits: {}, choices: {} }]))
  const ofServices = serviceSteps({ catalogue, offers, services, retentionDays })
  const kinds: KindDeps = {
    ...world,
    ...workloadTrials(catalogue, services, ofServices),
    catalogue,
    offers,
    outputs: (spec, service) => serviceOutputs(world.kubernetes, deploymentId(spec), service),
    open: (envelope) => Promise.resolve(new Secret(envelope)),
    fingerprintKey: new Secret('bench'),
    imageNotice: () => null,
  }
  const [wishes, reporter] = [new FakeWishes(), new FakeReporter()]
  const engine = new Engine({
    cluster,
    wishes,
    reporter,
    graph: {
      wished: (spec) => stepGraph(spec, catalogue),
      removed: (tombstone, last, isWished) => removedSteps(catalogue, tombstone, last, isWished),
    },
    factories: [kubernetesSteps(kinds, installation), ofServices],
    shared,
    inventories: [],
    gate: () => null,
    clock,
    log: createLog('bench', 'warn'),
    newId: randomUUID,
  })
  return { engine, wishes, reporter }
}

/** Makes the wishes true, and resolves when all of them are proven. Throws for the first that fails. */
export async function converge(
  { engine, wishes, reporter }: ReturnType<typeof engineOver>,
  wished: readonly Wish[],
): Promise<void> {
  wished.forEach((wish) => wishes.wish(wish))
  engine.start()
  const end = Date.now() + convergeLimitMs
  for (;;) {
    const ended = reporter.of('target').filter(({ state }) => state === 'SUCCEEDED' || state === 'FAILED')
    const failed = ended.find(({ state }) => state === 'FAILED')
    if (failed !== undefined) throw new Error(`a deployment failed: ${JSON.stringify(failed.problems)}`)
    if (new Set(ended.map(({ deployment }) => deployment)).size === wished.length) break
    if (Date.now() > end)
      throw new Error(`only ${ended.length} deployments are done: ${JSON.stringify(reporter.reports.at(-1))}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await engine.idle()
}
