import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import type { Operation } from '../system/graph.ts'
import { open, Report, reportAt } from './application.ts'
import { small } from './park-file.ts'
import { succeeded, type RealSystem } from './real-system.ts'

/** `web` uses the Redis; `stranger` was told where it is and does not use it. */
export function countersFile(image: string): string {
  const component = { image, port: 8080, publish: {}, health: { path: '/healthz' }, resources: small }
  const told = {
    REDIS_HOST: 'server--visits',
    REDIS_PORT: '6379',
    REDIS_USER: 'workload',
    REDIS_PASSWORD: 'guessed',
    REDIS_URL: 'redis://workload:guessed@server--visits:6379',
  }
  return stringify({
    apiVersion: 'operations-manager/v1',
    name: 'counters',
    members: [{ email: 'alice@example.org', role: 'owner' }],
    services: { visits: { type: 'redis', memory: '32Mi', policy: 'allkeys-lru', storage: '64Mi' } },
    components: {
      web: { ...component, uses: ['visits'] },
      stranger: { ...component, publish: { path: '/stranger', stripPath: true }, env: told },
    },
    deployments: { live: { cluster: 'cluster-a' } },
  })
}

/** What the tests look at: the system, and the operation that made it. */
export type Counters = { readonly system: RealSystem; readonly alice: GraphClient; readonly operation: Operation }

/** A Redis on real pods, in the system of the suite that calls this. */
export function redisTests(get: () => Counters): void {
  const visitsSeen = async (): Promise<number> => {
    const { system, alice } = get()
    const report = await reportAt(system.cluster('cluster-a'), await system.addressOf(alice, 'counters', 'live'))
    expect(report).toMatchObject({ ok: true, checks: { redis: { ok: true, seen: { user: 'workload' } } } })
    return Number(report.checks['redis']?.seen?.['visits'])
  }

  describe('a Redis of a deployment on real pods', () => {
    test('is proved by its own pod, and from where the workload stands: the account works and goes no further', () => {
      const { operation } = get()
      succeeded(operation)
      const proofs = operation.steps.flatMap(({ key, proofs: made }) => made.map((proof) => ({ key, ...proof })))
      expect(proofs.filter(({ passed }) => !passed)).toEqual([])
      expect(proofs.filter(({ key }) => key === 'live/visits/proof').map(({ from }) => from)).toEqual(['BACKEND'])
      expect(proofs.filter(({ key }) => key === 'live/web/reach')).toEqual([
        expect.objectContaining({ from: 'WORKLOAD', tried: 'Signed in as "workload", set, read and deleted a key.' }),
        expect.objectContaining({ from: 'WORKLOAD', tried: 'Asked for something without an account.' }),
        expect.objectContaining({
          from: 'WORKLOAD',
          tried: 'Asked as "workload" for the configuration of the server.',
        }),
      ])
    })

    test('is not reached by a component that does not use it, wherever that was told to look', async () => {
      const { system, alice } = get()
      const url = await system.addressOf(alice, 'counters', 'live')
      const { body } = await open(system.cluster('cluster-a'), url, '/stranger')
      const { checks } = Report.parse(JSON.parse(body))
      // Had it got through, it would be told that its password is wrong.
      expect(checks['redis']).toMatchObject({ ok: false, error: expect.stringMatching(/^connecting: /) })
    })

    test('reaches nothing itself: it is let out nowhere', async () => {
      const policies = await get()
        .system.view('cluster-a')
        .list('counters', 'live', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' })
      const [own] = policies.filter(({ metadata }) => metadata.name === 'service-visits')
      expect(own?.['spec']).toMatchObject({ policyTypes: ['Ingress', 'Egress'] })
      expect(own?.['spec']).not.toHaveProperty('egress')
    })

    test('counts what its application counts, also after its pod was ended', async () => {
      const before = await visitsSeen()
      const view = get().system.view('cluster-a')
      const variables = await view.variables('counters', 'live', 'web')
      await view.endPods('counters', 'live', { 'operations-manager/service': 'visits' })
      await expect.poll(() => visitsSeen().catch(() => 0), { timeout: 60_000, interval: 500 }).toBeGreaterThan(before)
      expect(await view.variables('counters', 'live', 'web')).toEqual(variables)
    })
  })
}
