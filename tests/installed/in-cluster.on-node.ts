import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { Timetable } from '@operations-manager/testbed/in-cluster/timetable.ts'
import { walk, type Walked } from '@operations-manager/testbed/in-cluster/walk.ts'
import { openApi } from '@operations-manager/testbed/kubernetes/api.ts'
import { say } from '@operations-manager/testbed/vitest/say.ts'
import { openClusterView, type ClusterView } from '../real/cluster-view.ts'

const services = inject('services')
const cluster = inject('clusters')[0]!
const imageRegistry = inject('imageRegistry')!
/** How long an operator waits at most from the one command to a deployment that works. */
const firstProofMs = 60_000

let folder: string
let view: ClusterView
let before: readonly string[]
let walked: Walked
let isLeft = false
const lines: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'om-in-cluster-'))
  await chmod(folder, 0o755) // as root PostgreSQL runs as another account
  view = await openClusterView(cluster)
  before = await clusterWide()
  walked = await walk({
    services,
    cluster,
    imageRegistry,
    folder,
    cacheFolder: readTestbedConfig().cacheFolder,
    namespace: 'in-cluster',
    ports: {},
    web: false,
    timetable: new Timetable(),
    say: (line) => lines.push(line),
    signal: new AbortController().signal,
  })
}, 300_000)

afterAll(async () => {
  if (walked !== undefined && !isLeft) await leave()
  await rm(folder, { recursive: true, force: true })
}, 120_000)

async function leave(): Promise<void> {
  await walked.installation.stop()
  await walked.stop()
  await view.removeAll() // what the tenants have
  isLeft = true
}

/** What an installation makes that is in no namespace of its own, and the namespaces. */
async function clusterWide(): Promise<readonly string[]> {
  const { core, rbac } = openApi(cluster.kubeconfig)
  const [roles, bindings, spaces] = await Promise.all([
    rbac.listClusterRole(),
    rbac.listClusterRoleBinding(),
    core.listNamespace(),
  ])
  const named = (kind: string, list: { items: { metadata?: { name?: string } }[] }): string[] =>
    list.items.map(({ metadata }) => `${kind} ${metadata?.name ?? ''}`)
  return [...named('ClusterRole', roles), ...named('ClusterRoleBinding', bindings), ...named('Namespace', spaces)]
}

describe('npm run in-cluster, over the testbed of this suite', () => {
  test('proves everything that the workloads reach from where they stand, soon after helm install', () => {
    const { verdict, installToProofMs, steps } = walked
    say(`from helm install to the first proven deployment: ${(installToProofMs / 1_000).toFixed(1)} s`)
    expect(verdict.faults).toEqual([])
    const reached = steps.filter(({ key }) => key.endsWith('/reach')).flatMap(({ proofs }) => proofs)
    expect(reached.filter(({ from, passed }) => from !== 'WORKLOAD' || !passed)).toEqual([])
    // A database, a bucket, a sign-in, a Redis, a component, and a place outside.
    for (const tried of [/a table/, /an object/, /discovery/, /a key/, /Call "api"/, /Open 203\.0\.113\./])
      expect(reached.some((proof) => tried.test(proof.tried))).toBe(true)
    expect(installToProofMs).toBeLessThan(firstProofMs)
  })

  test('prints each of these proofs, and runs the image that only an account may pull', () => {
    const printed = lines.filter((line) => line.includes('✓ WORKLOAD'))
    expect(printed).toHaveLength(walked.verdict.fromWorkload)
    expect(lines.join('\n')).toContain('Set the secret PULL')
    const { proofs = [] } = walked.steps.find(({ key }) => key === 'live/web/rollout') ?? {}
    expect(proofs[0]?.seen).toContain(`${imageRegistry.host}/private/kiosk:1`)
  })

  test('leaves nothing of its own, neither on this machine nor in the cluster', async () => {
    const { center, installation } = walked
    const pids = (['registry', 'gateway', 'identity'] as const).map((name) => center.sandbox.program(name).pid!)
    await leave()
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(existsSync(dirname(installation.valuesFile))).toBe(false)
    expect(await clusterWide()).toEqual(before)
  }, 120_000)
})
