import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { openOutside, type Outside } from '@operations-manager/testbed/in-cluster/outside.ts'
import { buildPolicyJudge, judgeOpenings } from '@operations-manager/testbed/node/policy-judge.ts'
import { objectStorageClient } from '../../subgraphs/cluster/src/clients/object-storage/object-storage.ts'
import { changed, finished, type Operation } from '../system/graph.ts'
import { nameOf, openedFrom, pairsOf, policiesOf } from './network-pairs.ts'
import { parkFile, small } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

let system: RealSystem
let alice: GraphClient
let oak: Readonly<Record<string, string>>
let elm: Readonly<Record<string, string>>
/** The two project files, by their names. */
let files: Readonly<Record<'oak' | 'elm', string>>
const operations: Operation[] = []
/** Servers in the world outside: one that `outer` of oak may reach, and one that nobody may. */
const outside: Outside[] = []
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'om-isolation-'))
  system = await startRealSystem(inject('services'), inject('clusters'))
  alice = await system.as('alice')
  const [declared] = [await anOutsideAddress(), await anOutsideAddress()]
  const image = system.image('1')
  // All are published, so that each can be asked what it reaches.
  const at = (component: string) => ({
    image,
    port: 8080,
    publish: { path: `/${component}` },
    health: { path: `/${component}/healthz` },
    resources: small,
  })
  const deployments = { live: 'cluster-a' }
  const more = { outer: { ...at('outer'), egress: [declared] }, alone: at('alone') }
  files = {
    oak: parkFile({ name: 'oak', deployments, image, components: { api: at('api'), ...more } }),
    elm: parkFile({ name: 'elm', deployments, image, components: { api: at('api') } }),
  }
  const asked = await Promise.all(Object.values(files).map((file) => changed(alice, 'applyProjectFile', { file })))
  for (const id of asked) operations.push(await finished(alice, id, 240_000))
  operations.forEach(succeeded)
  oak = await system.view('cluster-a').variables('oak', 'live', 'web')
  elm = await system.view('cluster-a').variables('elm', 'live', 'web')
})

afterAll(async () => {
  await system?.stop()
  for (const server of outside) server.close()
  await rm(folder, { recursive: true, force: true })
})

async function anOutsideAddress(): Promise<string> {
  const opened = await openOutside(system.cluster('cluster-a').outsideAddress!)
  outside.push(opened)
  return opened.at
}

function signInTo(database: string, as: Readonly<Record<string, string>>): Promise<void> {
  const client = new pg.Client({
    host: as['DATABASE_SERVER_HOST'],
    port: Number(as['DATABASE_SERVER_PORT']),
    user: as['DATABASE_SERVER_USER'],
    password: as['DATABASE_PASSWORD'],
    database,
    // What workloads verify too: the process trusts the authority of the testbed.
    ssl: true,
  })
  return client.connect().then(() => client.end())
}

describe('what one tenant was given', () => {
  test('signs in to its own database and to no other', async () => {
    await signInTo(oak['DATABASE_DB']!, oak)
    for (const other of [elm['DATABASE_DB']!, 'postgres', 'template1', 'operations_manager_canary'])
      await expect(signInTo(other, oak)).rejects.toMatchObject({ code: '42501' })
  })

  test('opens its own bucket and no other, nor anything of the store itself', async () => {
    const store = objectStorageClient({
      url: oak['OBJECT_STORE_ENDPOINT']!,
      accessKey: oak['OBJECT_STORE_USER']!,
      secretKey: new Secret(oak['OBJECT_STORE_PASSWORD']!),
      region: oak['OBJECT_STORE_REGION']!,
      certificateAuthority: null,
      timeoutMs: 10_000,
      connections: 2,
    })
    try {
      const [own, other] = [oak['OBJECT_STORE_BUCKET_NAME']!, elm['OBJECT_STORE_BUCKET_NAME']!]
      expect(await store.listContent(own)).toBeDefined()
      await expect(store.listContent(other)).rejects.toMatchObject({ fault: 'refused' })
      await expect(store.readUser(elm['OBJECT_STORE_USER']!)).rejects.toMatchObject({ fault: 'refused' })
      await expect(store.setPolicy('mine', [])).rejects.toMatchObject({ fault: 'refused' })
    } finally {
      await store.close()
    }
  })

  test('is known in its own realm and in no other', async () => {
    const tokenAt = async (issuer: string): Promise<{ error: string }> => {
      const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: 'none',
          redirect_uri: oak['PUBLIC_HOST']!,
          client_id: oak['OIDC_CLIENT_ID']!,
          client_secret: oak['OIDC_CLIENT_SECRET']!,
        }),
      })
      return (await answer.json()) as { error: string } // as OpenID Connect has it
    }
    // The client is accepted and its code is not; elsewhere not even the client is.
    expect(await tokenAt(oak['OIDC_ISSUER']!)).toMatchObject({ error: 'invalid_grant' })
    expect(await tokenAt(elm['OIDC_ISSUER']!)).toMatchObject({ error: 'invalid_client' })
  })
})

describe('from inside its pods a component', () => {
  test('reaches exactly what its project file declares, and an independent judge reads the policies so', async () => {
    const [cluster, view] = [system.cluster('cluster-a'), system.view('cluster-a')]
    const known = {
      cluster,
      services: inject('services'),
      outside: outside.map(({ at }) => at),
    }
    const { sources, pairs } = await pairsOf(Object.values(files), view, known)
    const opened = sources.map(async (source) => {
      const address = await system.addressOf(alice, source.declared.project, 'live')
      const own = pairs.filter(({ from }) => from === source)
      return openedFrom(cluster, new URL(address).origin, own)
    })
    const program = await buildPolicyJudge({ folder: readTestbedConfig().cacheFolder, say: () => undefined })
    const openings = pairs.map(({ from, to }) => ({ from: from.end, to: to.to, port: to.port }))
    const verdicts = await judgeOpenings(program, folder, await policiesOf(view, sources), openings)

    const declared = pairs.filter(({ from, to }) => to.isDeclared(from.declared)).map(nameOf)
    // Six components; each of them by name and address, three backends, two servers outside, five that are for nobody.
    expect(pairs).toHaveLength(6 * (6 * 2 + 3 + 2 + 5) - 6 * 2)
    // Each `web` its three services and its `api` by name and address; `outer` its way out.
    expect(declared).toHaveLength(2 * 5 + 1)
    expect((await Promise.all(opened)).flat().map(nameOf).toSorted()).toEqual(declared.toSorted())
    expect(verdicts).toHaveLength(pairs.length)
    expect(pairs.filter((_, index) => verdicts[index]).map(nameOf)).toEqual(declared)
  })

  test('proved just that before its operation ended', () => {
    const proofs = operations.flatMap(({ steps }) =>
      steps.filter(({ key }) => key.endsWith('/reach')).flatMap((step) => step.proofs),
    )
    expect(proofs.filter(({ passed, from }) => !passed || from !== 'WORKLOAD')).toEqual([])
    const tried = [`Open ${outside[0]!.at}.`, 'Call "api" at api:8080.']
    expect(proofs.map((proof) => proof.tried)).toEqual(expect.arrayContaining(tried))
  })
})
