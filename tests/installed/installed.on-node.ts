import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { previousVersion, testApplicationImage } from '@operations-manager/testbed/images/images.ts'
import { prepareInstallation, type Installation } from '@operations-manager/testbed/installation/installation.ts'
import { say } from '@operations-manager/testbed/vitest/say.ts'
import { openApi } from '@operations-manager/testbed/kubernetes/api.ts'
import { databaseFactsAt, storedHealings } from '../faults/facts.ts'
import { changed, finished, operationsOf } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { addressOf, reportAt } from '../real/application.ts'
import { openClusterView, type ClusterView } from '../real/cluster-view.ts'
import { realInventory, type Inventory } from '../real/inventory.ts'
import { showsAll } from '../real/live-view.ts'
import { havenFile, parkFile } from '../real/park-file.ts'
import { succeeded } from '../real/real-system.ts'
import { visit } from '../real/visitors.ts'

const services = inject('services')
const cluster = inject('clusters')[0]!
const name = 'harbour'
const patience = { timeout: 120_000, interval: 250 }
const leaseSeconds = 15
/** What pods beside the workloads see is tried elsewhere: here they would write what they saw while things are compared. */
const harbourValues = { replicas: 2, prober: { enabled: false } }

let system: System
let installation: Installation
let view: ClusterView
let alice: GraphClient

beforeAll(async () => {
  system = await startSystem({ settings: () => ({ clusters: [] }) })
  view = await openClusterView(cluster)
  installation = await prepareInstallation(system, name, { services, cluster, say })
  alice = await system.as('alice')
}, 600_000)

afterAll(async () => {
  await installation?.stop()
  await system?.stop()
  await view?.removeAll()
}, 300_000)

const isConnected = () =>
  vi.waitFor(async () => expect(await installation.state()).toBe('CONNECTED'), { ...patience, interval: 100 })

const isAway = () => vi.waitFor(async () => expect(await installation.state()).toBe('UNREACHABLE'), patience)

const havens = Array.from({ length: 10 }, (_, index) => `haven-${index}`)

/** Waits until so many steps of all these operations are done. */
async function untilDone(ids: readonly string[], steps: number): Promise<void> {
  await vi.waitFor(async () => {
    const done = (await operationsOf(alice, ids))
      .flatMap((one) => one.steps)
      .filter(({ state }) => state === 'SUCCEEDED').length
    if (done < steps) throw new Error(`${done} steps are done and not ${steps}`)
  }, patience)
}

const inventory = (): Promise<Inventory> => realInventory(services, new Map([[name, view]]))

/** Everything of tenants in the cluster, as the API server stored it, and their roles and databases as PostgreSQL did. */
async function tenants() {
  const projects = ['quays', ...havens]
  const facts = await Promise.all(
    projects.map((project) => databaseFactsAt(new Secret(services.postgresqlUrl), project)),
  )
  const objects = await Promise.all(projects.map((project) => view.objects(project, deploymentOf(project))))
  return {
    facts,
    inventory: await inventory(),
    // Controllers write the status of some; what somebody else wrote counts as another generation or version.
    objects: objects.flat().map(({ kind, metadata }) => {
      const version = kind === 'Deployment' ? metadata.generation : metadata.resourceVersion
      return `${metadata.namespace}/${kind}/${metadata.name} ${metadata.uid} ${version}`
    }),
  }
}

/** The same once controllers have written what they had left: when two looks in a row see the same. */
async function settledTenants(): ReturnType<typeof tenants> {
  let seen = await tenants()
  await vi.waitFor(
    async () => {
      const before = seen
      seen = await tenants()
      expect(seen).toEqual(before)
    },
    { ...patience, interval: 1_000 },
  )
  return seen
}

const deploymentOf = (project: string): string => (project === 'quays' ? 'production' : 'live')

describe('a cluster backend that was installed with its chart', () => {
  test('joins an empty cluster with one command, and proves the first deployment', async () => {
    await installation.register()
    expect(await installation.state()).toBe('NEVER_SEEN')
    const started = performance.now()
    await installation.install(harbourValues, 'previous')
    await isConnected()
    const joined = performance.now()
    const file = parkFile({ name: 'quays', deployments: { production: name }, image: testApplicationImage('1') })
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 180_000)
    const seconds = (until: number): string => ((until - started) / 1_000).toFixed(1)
    say(`joined after ${seconds(joined)} s, the first deployment proven after ${seconds(performance.now())} s`)
    succeeded(operation)
    const proofs = operation.steps.flatMap((step) => step.proofs)
    const made = proofs.filter(({ from }) => from !== 'NOT_MADE')
    expect(made.length).toBeGreaterThan(5)
    expect(made.filter(({ passed, from }) => !passed || from !== 'BACKEND')).toEqual([])
    // What the installation leaves out is said, and not left out silently.
    expect(proofs.length).toBeGreaterThan(made.length)
    expect(await reportAt(cluster, await addressOf(alice, 'quays', 'production'))).toMatchObject({ ok: true })
  }, 300_000)

  test(
    'shows through the registry all that a cluster shows that is asked directly',
    () => showsAll(alice, 'quays'),
    60_000,
  )

  test('loses nothing and does nothing twice when the one that acts is killed in the middle of ten provisionings', async () => {
    const before = await inventory()
    const ids: string[] = []
    for (const project of havens) {
      const file = havenFile(project, name, testApplicationImage('1'))
      ids.push(await changed(alice, 'applyProjectFile', { file }))
    }
    await untilDone(ids, 30)
    expect((await operationsOf(alice, ids)).filter(({ state }) => state === 'RUNNING').length).toBeGreaterThan(2)
    const first = await installation.pods.leader()
    await installation.pods.kill(first)
    await installation.pods.end(first) // else its pod starts it again, and nobody has to take over
    await installation.pods.untilLeaderIsNot(first)
    for (const id of ids) succeeded(await finished(alice, id, 240_000))

    const after = await inventory()
    const made = (part: keyof Inventory): readonly string[] => after[part].filter((one) => !before[part].includes(one))
    for (const part of ['roles', 'databases', 'buckets', 'policies', 'namespaces'] as const)
      expect([part, made(part).length]).toEqual([part, havens.length])
    for (const project of havens) {
      // Made again or with other credentials, the workload would have been rolled out again.
      const [workload] = (await view.objects(project, 'live')).filter(({ kind }) => kind === 'Deployment')
      expect([project, workload?.metadata.generation]).toEqual([project, 1])
      expect(await reportAt(cluster, await addressOf(alice, project, 'live'))).toMatchObject({ ok: true })
    }
    await installation.pods.untilReady(2)
  }, 480_000)

  test('alone, and started anew, it heals drift from what it was told, deletes nothing, and reports it once', async () => {
    const before = await inventory()
    const namespace = namespaceName({ project: 'quays', deployment: 'production' })
    const { core, apps, networking } = openApi(cluster.kubeconfig)
    installation.line.cut()
    await isAway()
    for (const pod of await installation.pods.ready()) await installation.pods.end(pod)
    await apps.deleteNamespacedDeployment({ namespace, name: objectNames.component('api') })
    for (const { metadata } of (await networking.listNamespacedNetworkPolicy({ namespace })).items)
      await networking.deleteNamespacedNetworkPolicy({ namespace, name: metadata!.name! })
    for (const { metadata } of (await core.listNamespacedResourceQuota({ namespace })).items)
      await core.deleteNamespacedResourceQuota({ namespace, name: metadata!.name! })

    await vi.waitFor(async () => {
      const api = await apps.readNamespacedDeployment({ namespace, name: objectNames.component('api') })
      expect(api.status?.readyReplicas).toBe(1)
      expect((await networking.listNamespacedNetworkPolicy({ namespace })).items.length).toBeGreaterThan(1)
    }, patience)
    expect(await inventory()).toEqual(before)
    expect(await storedHealings(system, 'quays')).toEqual([])

    installation.line.mend()
    await isConnected()
    const healings = await vi.waitFor(async () => {
      const stored = await storedHealings(system, 'quays')
      expect(stored.some((message) => message.includes('Repaired'))).toBe(true)
      return stored
    }, patience)
    // Cut again and back: what was acknowledged is not told again.
    installation.line.cut()
    await isAway()
    installation.line.mend()
    await isConnected()
    expect(await storedHealings(system, 'quays')).toEqual(healings)
    expect(new Set(healings).size).toBe(healings.length)
    await vi.waitFor(() => showsAll(alice, 'quays'), patience)
  }, 300_000)

  test('waits where the API server refuses it in the middle, says so, and goes on as soon as it may again', async () => {
    const { rbac } = openApi(cluster.kubeconfig)
    const binding = `${installation.namespace}-cluster-backend`
    const { metadata, ...body } = await rbac.readClusterRoleBinding({ name: binding })
    await rbac.deleteClusterRoleBinding({ name: binding })
    const image = testApplicationImage('2')
    const id = await changed(alice, 'setImage', { project: 'quays', component: 'web', image })
    await vi.waitFor(async () => {
      const [operation] = await operationsOf(alice, [id])
      const told = operation?.targets[0]?.waitingFor?.problem
      expect(told).toMatchObject({ code: 'BACKEND_REFUSED', fault: 'PLATFORM' })
    }, patience)
    // Only what says that it is Helm's: everything else of it is for the next upgrade to write.
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' }
    const { annotations = {} } = metadata ?? {}
    await rbac.createClusterRoleBinding({ body: { ...body, metadata: { name: binding, labels, annotations } } })
    succeeded(await finished(alice, id, 180_000))
    const url = await addressOf(alice, 'quays', 'production')
    expect(await reportAt(cluster, url)).toMatchObject({ ok: true, version: '2' })
  }, 240_000)

  test('is upgraded in the middle of work, and no visitor of any tenant notices', async () => {
    await installation.pods.untilReady(2)
    const visitors = visit(cluster, await addressOf(alice, 'quays', 'production'), '/healthz')
    const image = testApplicationImage('2')
    const ids: string[] = []
    for (const project of havens) ids.push(await changed(alice, 'setImage', { project, component: 'web', image }))
    await installation.upgrade(harbourValues)
    for (const id of ids) succeeded(await finished(alice, id, 240_000))
    const answers = await visitors.stop()
    expect([...answers.keys()]).toEqual(['200'])
    // The one before goes on until it has ended, and its instance acts until then.
    await vi.waitFor(async () => {
      const leader = await installation.pods.leader()
      expect(await installation.pods.image(leader)).not.toContain(`:${previousVersion}`)
    }, patience)
    for (const project of havens)
      expect(await reportAt(cluster, await addressOf(alice, project, 'live'))).toMatchObject({ ok: true, version: '2' })
  }, 300_000)

  test('leaves all that tenants have when it is uninstalled, and goes on with it when it is installed again', async () => {
    const before = await settledTenants()
    await installation.uninstall()
    await isAway()
    expect(await tenants()).toEqual(before)
    expect(await reportAt(cluster, await addressOf(alice, 'quays', 'production'))).toMatchObject({ ok: true })
    // Its key is still there, so it needs no other join token.
    await installation.install({ ...harbourValues, link: { joinTokenSecretName: '' } })
    await isConnected()
    const id = await changed(alice, 'refreshDeployment', { project: 'quays', deployment: 'production' })
    succeeded(await finished(alice, id, (leaseSeconds + 120) * 1_000))
    expect(await tenants()).toEqual(before)
  }, 300_000)
})
