import { decodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import { ingestReports as ingest } from '../src/store/ingest.ts'
import type { TestRegistry } from './registry.ts'

type About = {
  /** Global id of the operation. */
  readonly operation: string
  readonly target: { readonly generation: string; readonly deployment: { readonly id: string } }
}

/** What a cluster reports when a target goes well: it is taken, one step runs to its end, and it succeeds. */
export async function ingestReports(registry: TestRegistry, cluster: string, about: About): Promise<void> {
  const [operation = ''] = decodeGlobalId(about.operation)?.parts ?? []
  const { generation } = about.target
  const deployment = about.target.deployment.id
  const at = new Date().toISOString()
  const target = (state: 'QUEUED' | 'RUNNING' | 'SUCCEEDED'): Report => ({
    type: 'target',
    operation,
    deployment,
    generation,
    state,
    at,
    problems: [],
    waitingFor: null,
  })
  const step: Report = {
    type: 'step',
    operation,
    deployment,
    generation,
    step: 'production/web/rollout',
    title: 'Roll out "web"',
    needs: [],
    weight: 1,
    attempt: 1,
    state: 'SUCCEEDED',
    at,
    message: 'Ready.',
    problem: null,
    proofs: [{ tried: 'Asked it.', seen: 'It answered.', passed: true, from: 'SIMULATED', at }],
  }
  const status: Report = {
    type: 'status',
    deployment,
    generation,
    health: 'READY',
    headline: 'Everything works.',
    since: at,
    observedAt: at,
    addresses: [],
    components: { web: { desired: 1, ready: 1, image: 'ghcr.io/example/web:1.0.0', digest: null } },
    orphaned: [],
    notices: [],
  }
  await ingest(registry.database.db, cluster, [target('QUEUED'), target('RUNNING'), step, status, target('SUCCEEDED')])
}
