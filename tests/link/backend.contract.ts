import { exportJWK, generateKeyPair } from 'jose'
import pg from 'pg'
import { expect, inject, test, vi } from 'vitest'
import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import { createRequestProver, proofHeader, requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { readClusterConfig } from '../../subgraphs/cluster/src/config.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'
import { startBackend } from '../../subgraphs/cluster/src/wiring/start-backend.ts'
import { only } from '../../subgraphs/registry/src/link/requests.ts'
import { readDeployment } from '../../subgraphs/registry/src/store/deployments.ts'
import { aWorld, register, wait } from './steps.ts'
import { aComponent, internalSecret, saveSpec, type Replica, type World } from './world.ts'

const log = createLog('test', 'silent')
const long = { timeout: 50_000, interval: 100 }
const never = new AbortController().signal

/** A whole cluster backend in this process, with everything in memory but PostgreSQL. */
async function aBackend(world: World, replica: Replica, memoryUrl: string, joinToken?: string) {
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  const config = readClusterConfig({
    CLUSTER_NAME: 'cluster-a',
    INSTALLATION_ID: 'test',
    LINK_URL: `ws://127.0.0.1:${replica.port}/link`,
    PORT: '0',
    CALLER_PUBLIC_KEY: JSON.stringify(await exportJWK(pair.publicKey)),
    KUBERNETES: 'memory',
    OBJECT_STORAGE_URL: 'memory',
    IDENTITY_URL: 'memory',
    MEMORY_URL: memoryUrl,
    DOMAIN: 'cluster-a.localhost',
    SCHEME: 'http',
    POSTGRESQL_URL: inject('postgresAdministratorUrl'),
    JOIN_TOKEN: joinToken,
  })
  const lifecycle = new Lifecycle(log)
  const stop = (): Promise<void> => lifecycle.stop()
  world.onStop(stop)
  const { url } = await startBackend({ config, log, lifecycle, clock: systemClock })
  return { url, stop, sign: await createCallerSigner(await exportJWK(pair.privateKey)) }
}

async function aDatabase(world: World): Promise<string> {
  const name = `memory_${Math.random().toString(36).slice(2)}`
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query(`create database ${name}`)
  world.onStop(() => admin.end())
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}

test('a wish becomes a running deployment, over the link and back, and a restart does nothing again', async () => {
  const world = await aWorld()
  const replica = await world.replica()
  const memory = await aDatabase(world)
  const joinToken = await register(replica)
  const backend = await aBackend(world, replica, memory, joinToken.reveal())
  const services = {
    orders: {
      type: 'postgresql',
      settings: { connections: 5, extensions: [], schemas: [] },
      deletion: 'delete' as const,
    },
  }
  const components = { web: aComponent({ uses: [{ service: 'orders', prefix: null, as: {} }] }) }
  const { id, operation } = await saveSpec(replica.db, 'cluster-a', 'production', 'g1', { services, components })
  await vi.waitFor(async () => {
    const target = await replica.db.selectFrom('targets').selectAll().where('operation', '=', operation).execute()
    expect(target).toMatchObject([{ state: 'SUCCEEDED', problems: [] }])
  }, long)
  const deployment = await readDeployment(replica.db, id)
  expect(deployment?.status).toMatchObject({ health: 'READY', components: { web: { ready: 1 } } })
  const steps = await replica.db.selectFrom('steps').select(['step', 'state', 'proofs']).execute()
  expect(steps.every(({ state }) => state === 'SUCCEEDED')).toBe(true)
  expect(steps.find(({ step }) => step === 'production/orders/proof')?.proofs.length).toBeGreaterThan(0)

  const body = JSON.stringify({
    query:
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ClusterADeployment { live { workloads { component } } } } }',
    variables: { r: [{ __typename: 'ClusterADeployment', id }] },
  })
  const caller = { type: 'person', subject: 's', issuer: 'i', email: null, name: 'S', groups: [] as string[] } as const
  const authorization = `Bearer ${await backend.sign(caller, 'cluster-a')}`
  const proof = createRequestProver(requestKeyFor(internalSecret, 'cluster-a'))({ authorization, body })
  const question = { type: 'graphql', body, authorization, proof, deadlineMs: 5_000 } as const
  const relayed = await only(replica.askCluster('cluster-a', question, never))
  expect(JSON.parse(relayed.body)).toEqual({ data: { _entities: [{ live: { workloads: [{ component: 'web' }] } }] } })
  const direct = await fetch(`${backend.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, [proofHeader]: proof },
    body,
  })
  expect(await direct.json()).toEqual(JSON.parse(relayed.body))

  await backend.stop()
  const events = await replica.db.selectFrom('events').select('change').execute()
  await aBackend(world, replica, memory)
  await vi.waitFor(async () => {
    const cluster = await replica.db.selectFrom('clusters').select('state').executeTakeFirst()
    expect(cluster?.state).toBe('CONNECTED')
  }, wait)
  const stepsOf = (rows: typeof events): number => rows.filter(({ change }) => change.type === 'step').length
  await vi.waitFor(async () => {
    const { statusAt } = (await readDeployment(replica.db, id))!
    expect(statusAt!.getTime()).toBeGreaterThan(deployment!.statusAt!.getTime())
  }, long)
  const later = await replica.db.selectFrom('events').select('change').execute()
  expect(stepsOf(later)).toBe(stepsOf(events))
})
