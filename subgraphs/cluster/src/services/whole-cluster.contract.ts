import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { Binding, DeploymentSpec, ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { postgresClient } from '../clients/postgresql.ts'
import { newSecret } from '../credentials/credential.ts'
import { credentialStore } from '../credentials/store.ts'
import { kubernetesSteps } from '../kinds/steps.ts'
import { KubernetesSettings } from '../manifests/settings.ts'
import { createMemoryIdentity } from '../memory/identity/identity.ts'
import { createMemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { memoryProber } from '../memory/kubernetes/prober.ts'
import { createMemoryObjectStorage } from '../memory/object-storage/object-storage.ts'
import type { Clock } from '../reconcile/clock.ts'
import { systemClock } from '../reconcile/clock.ts'
import { Engine } from '../reconcile/engine.ts'
import { aComponent, aService, aTombstone, aWish, FakeReporter, FakeWishes } from '../reconcile/testing/builders.ts'
import { serviceSteps } from './factory.ts'
import { workloadTrials } from '../wiring/workload-trials.ts'
import { objectStorageService } from './object-storage/service.ts'
import { storageInventory } from './object-storage/inventory.ts'
import { serviceOutputs } from './outputs.ts'
import { postgresInventory } from './postgresql/inventory.ts'
import { postgresService } from './postgresql/service.ts'
import { removedSteps } from './removed-steps.ts'
import { scratchService } from './scratch/service.ts'
import { realmInventory } from './single-sign-on/inventory.ts'
import { singleSignOnService } from './single-sign-on/service.ts'
import { sharedRealm } from './single-sign-on/shared-realm.ts'
import { claimInventory } from './volume/inventory.ts'
import { volumeService } from './volume/service.ts'

const url = inject('postgresAdministratorUrl')
const installation = `test-${randomBytes(3).toString('hex')}`
const cluster = 'cluster-a'
const whose = { installation, cluster }
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const offers = Object.fromEntries([...catalogue.keys()].map((type) => [type, { limits: {}, choices: {} }]))

/** A cluster with everything it can make, and an engine over it; a second engine is the program after a restart. */
function aCluster(clock: Clock = systemClock) {
  const kubernetes = createMemoryKubernetes({ clock: systemClock })
  const store = createMemoryObjectStorage({ clock: systemClock })
  const identity = createMemoryIdentity({ clock: systemClock, publicUrl: 'https://identity.example' })
  const database = postgresClient({
    url: new Secret(url),
    certificateAuthority: null,
    timeoutMs: 10_000,
    connections: 4,
  })
  closing.push(
    () => kubernetes.stop(),
    () => database.close(),
  )
  const wishes = new FakeWishes()
  const reporter = new FakeReporter()
  const credentials = credentialStore(kubernetes)
  const signInUrl = 'https://identity.example'
  const realms = { publicUrl: signInUrl, workloadUrl: signInUrl, sharedRealm: null, mail: null, provider: null }
  const space = { domain: 'apps.example', scheme: 'http' as const }
  const address = new URL(url)
  const services = [
    postgresService({ port: database, credentials, newSecret, verifier: scramVerifier }, installation, {
      host: address.hostname,
      port: Number(address.port),
      tls: false,
      canary: 'operations_manager_canary',
      statementTimeout: '60s',
      idleInTransactionTimeout: '60s',
    }),
    objectStorageService({ port: store, credentials, newSecret }, installation, {
      address: 'store:9000',
      tls: false,
      region: 'eu',
      canary: 'canary',
    }),
    singleSignOnService({ port: identity, credentials }, installation, realms, space),
    volumeService(kubernetes, installation, { sharedClasses: [], defaultClass: null }),
    scratchService,
  ]
  const ofServices = serviceSteps({ catalogue, offers, services, retentionDays: 7 })
  const start = (): Engine => {
    const engine = new Engine({
      cluster,
      wishes,
      reporter,
      graph: {
        wished: (spec) => stepGraph(spec, catalogue),
        removed: (tombstone, last, isWished) => removedSteps(catalogue, tombstone, last, isWished),
      },
      factories: [
        kubernetesSteps(
          {
            kubernetes,
            settings: KubernetesSettings.parse(space),
            catalogue,
            offers,
            outputs: (spec, service) => serviceOutputs(kubernetes, deploymentId(spec), service),
            open: (envelope) => Promise.resolve(new Secret(envelope)),
            fingerprintKey: new Secret('test'),
            prober: memoryProber(kubernetes),
            imageNotice: () => null,
            ...workloadTrials(catalogue, services, ofServices),
          },
          installation,
        ),
        ofServices,
      ],
      shared: sharedRealm({ port: identity, installation, cluster, settings: realms, space, retentionDays: 7 }),
      inventories: [],
      gate: () => null,
      clock,
      log: createLog('test', 'silent'),
      newId: randomUUID,
    })
    closing.push(() => engine.stop())
    engine.start()
    return engine
  }
  const inventories = [
    postgresInventory(database, whose),
    storageInventory(store, whose),
    realmInventory(identity, whose),
    claimInventory(kubernetes, whose),
  ]
  const left = async (): Promise<string[]> => {
    const listed = await Promise.all(inventories.map((inventory) => inventory.list()))
    return listed.flat().map(({ object }) => `${object.kind} ${object.name}`)
  }
  return { kubernetes, store, identity, wishes, reporter, start, left, inventories }
}

const uses = (...services: string[]): Binding[] => services.map((service) => ({ service, prefix: null, as: {} }))

function everything(deployment: string, deletion: ServiceSpec['deletion']): DeploymentSpec {
  const service = (type: string, settings: ServiceSpec['settings']) => aService(type, { settings, deletion })
  return {
    ...aWish().spec,
    ...whose,
    project: `shop-${installation}`,
    deployment,
    people: [{ email: 'alice@example.org', role: 'owner' }],
    services: {
      orders: service('postgresql', { connections: 5, extensions: ['pgcrypto'], schemas: [] }),
      uploads: service('object-storage', { versioning: true }),
      signin: service('single-sign-on', { development: false, serviceAccount: false }),
      archive: service('volume', { size: '1Gi' }),
      cache: service('scratch', { size: '100Mi' }),
    },
    components: {
      web: aComponent({
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
        publish: { port: 'http', path: '/', stripPath: false, hosts: [{ type: 'default', label: deployment }] },
        uses: uses('orders', 'uploads', 'signin', 'archive', 'cache'),
        mounts: [
          { service: 'archive', path: '/data' },
          { service: 'cache', path: '/tmp' },
        ],
      }),
    },
  }
}

const patience = { timeout: 30_000, interval: 50 }

test('everything a file can ask for is made, proved, made again by nobody, and gone without a trace', async () => {
  const { wishes, reporter, start, left, kubernetes, inventories } = aCluster()
  const first = start()
  const spec = everything('production', 'delete')
  const wish = aWish({ spec })
  wishes.wish(wish)
  await vi.waitFor(() => expect(reporter.targets('op1').at(-1)).toBe('SUCCEEDED'), patience)
  expect(reporter.of('step').flatMap(({ state, step }) => (state === 'FAILED' ? step : []))).toEqual([])
  const proofs = reporter.of('step').flatMap(({ state, proofs }) => (state === 'SUCCEEDED' ? proofs : []))
  expect(new Set(proofs.map(({ from }) => from))).toEqual(new Set(['BACKEND', 'SIMULATED']))
  const plan = await first.planOnly(wish.id)
  expect(plan.flatMap(({ step, actions }) => actions.map(({ type }) => `${step} ${type}`))).toEqual([])
  const secrets = await Promise.all(
    [['orders', 'password'] as const, ['uploads', 'secretKey'] as const, ['signin', 'clientSecret'] as const].map(
      async ([service, key]) => (await serviceOutputs(kubernetes, wish.id, service))?.[key]?.reveal() ?? '',
    ),
  )
  expect(secrets.every((secret) => secret.length >= 32)).toBe(true)
  for (const secret of secrets) expect(JSON.stringify(reporter.reports)).not.toContain(secret)
  const listed = (await Promise.all(inventories.map((one) => one.list()))).flat()
  expect(listed.every((one) => one.project === spec.project && one.retainedUntil === null)).toBe(true)

  await first.stop()
  const writes = kubernetes.writes()
  start()
  await vi.waitFor(
    () => expect(reporter.targets('op1').filter((state) => state === 'SUCCEEDED')).toHaveLength(2),
    patience,
  )
  expect(kubernetes.writes()).toBe(writes)

  const deletion = Object.fromEntries(Object.keys(spec.services).map((name) => [name, 'delete' as const]))
  wishes.tombstone(aTombstone({ deployment: wish.id, deletion }))
  await vi.waitFor(() => expect(reporter.of('tombstone').at(-1)?.state).toBe('DONE'), patience)
  expect(reporter.of('tombstone').at(-1)?.retained).toEqual([])
  expect(await left()).toEqual([])
  const namespace = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespaceName(spec) }
  expect(await kubernetes.read(namespace)).toBeNull()
})

test('what holds data is kept by a removal and comes back with it, and a service goes while the rest stays', async () => {
  const { wishes, reporter, start, left } = aCluster()
  start()
  const spec = everything('staging', 'retain')
  const wish = aWish({ spec })
  wishes.wish(wish)
  await vi.waitFor(() => expect(reporter.targets('op1').at(-1)).toBe('SUCCEEDED'), patience)

  const { uploads: _gone, ...services } = spec.services
  const { web } = spec.components
  const without = {
    ...spec,
    services,
    components: { web: { ...web!, uses: uses('orders', 'signin', 'archive', 'cache') } },
  }
  wishes.tombstone(
    aTombstone({ id: 't-uploads', deployment: wish.id, service: 'uploads', deletion: { uploads: 'retain' } }),
  )
  wishes.wish({ ...wish, spec: without, generation: 'g2', operation: 'op2' })
  await vi.waitFor(() => expect(reporter.targets('op2').at(-1)).toBe('SUCCEEDED'), patience)
  expect(reporter.of('tombstone').at(-1)).toMatchObject({ state: 'DONE', retained: [{ service: 'uploads' }] })
  wishes.tombstoneGone('t-uploads')

  wishes.tombstone(aTombstone({ id: 't-all', deployment: wish.id, operation: 'op3' }))
  await vi.waitFor(
    () => expect(reporter.of('tombstone').at(-1)).toMatchObject({ id: 't-all', state: 'DONE' }),
    patience,
  )
  const retained =
    reporter
      .of('tombstone')
      .at(-1)
      ?.retained.map(({ service }) => service) ?? []
  expect(retained.toSorted()).toEqual(['archive', 'orders', 'signin'])
  wishes.tombstoneGone('t-all')
  expect(await left()).toHaveLength(5) // bucket, database, role, realm, claim

  const again = Object.fromEntries(['orders', 'uploads', 'signin', 'archive'].map((name) => [name, 'RESTORE' as const]))
  wishes.wish({ ...wish, operation: 'op4', retained: again })
  await vi.waitFor(() => expect(reporter.targets('op4').at(-1)).toBe('SUCCEEDED'), patience)
  expect(reporter.of('status').at(-1)?.health).toBe('READY')

  wishes.tombstone(aTombstone({ id: 't-purge', deployment: wish.id, operation: 'op5', purge: true }))
  await vi.waitFor(
    () => expect(reporter.of('tombstone').at(-1)).toMatchObject({ id: 't-purge', state: 'DONE' }),
    patience,
  )
  expect(await left()).toEqual([])
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  const { rowCount } = await admin.query(
    "select 1 from pg_database where shobj_description(oid, 'pg_database') like $1",
    [`%"${installation}"%`],
  )
  await admin.end()
  expect(rowCount).toBe(0)
})
