import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { objectStorageClient } from '../../subgraphs/cluster/src/clients/object-storage/object-storage.ts'
import { changed, finished } from '../system/graph.ts'
import { reportAt } from './application.ts'
import { parkFile } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

let system: RealSystem
let alice: GraphClient
let oak: Readonly<Record<string, string>>
let elm: Readonly<Record<string, string>>

beforeAll(async () => {
  system = await startRealSystem(inject('services'), inject('clusters'))
  alice = await system.as('alice')
  // Who calls `api` of another project by its full name must not reach it.
  const reach = { env: { ELM_URL: 'http://api.elm-live:8080' } }
  const deployments = { live: 'cluster-a' }
  const image = system.image('1')
  const files = [
    parkFile({ name: 'oak', deployments, image, web: reach }),
    parkFile({ name: 'elm', deployments, image }),
  ]
  const operations = await Promise.all(files.map((file) => changed(alice, 'applyProjectFile', { file })))
  for (const id of operations) succeeded(await finished(alice, id, 240_000))
  oak = await system.view('cluster-a').variables('oak', 'live', 'web')
  elm = await system.view('cluster-a').variables('elm', 'live', 'web')
})

afterAll(() => system?.stop())

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

  test('reaches its own components and those of nobody else, through the real network', async () => {
    const { checks } = await reportAt(system.cluster('cluster-a'), await system.addressOf(alice, 'oak', 'live'))
    expect(checks['call:api']).toMatchObject({ ok: true })
    expect(checks['call:elm']).toMatchObject({ ok: false })
  })
})
