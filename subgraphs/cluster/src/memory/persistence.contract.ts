import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterEach, expect, inject, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { systemClock } from '../reconcile/clock.ts'
import { createMemoryIdentity } from './identity/identity.ts'
import { createMemoryObjectStorage } from './object-storage/object-storage.ts'
import { keepDocuments, postgresDocuments } from './persistence.ts'

const log = createLog('test', 'silent')
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function aStore() {
  const name = `memory_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query(`create database ${name}`)
  closing.push(async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const open = async () => {
    const store = await postgresDocuments(new Secret(url.href), log)
    closing.push(() => store.close())
    return store
  }
  return { open, store: await open() }
}

test('a store in memory forgets nothing over a restart', async () => {
  const { open, store } = await aStore()
  const before = createMemoryObjectStorage({ clock: systemClock, kept: await store.load('objects') })
  const keeping = keepDocuments(store, 'objects', before, { log })
  await before.createBucket('kept')
  await before.createBucket('gone')
  await before.setTags('kept', { team: 'parks' })
  await before.setUser('somebody-with-a-key', new Secret('a-long-secret-key'))
  await before.removeBucket('gone')
  await keeping.stop()

  const again = await open()
  const after = createMemoryObjectStorage({ clock: systemClock, kept: await again.load('objects') })
  expect(after.documents()).toEqual(before.documents())
  expect(await after.listBuckets()).toEqual([{ name: 'kept', tags: { team: 'parks' } }])
})

test('parts keep out of each other, and an identity server keeps its secrets', async () => {
  const { store } = await aStore()
  const publicUrl = 'https://identity.example'
  const before = createMemoryIdentity({ clock: systemClock, publicUrl })
  const keeping = keepDocuments(store, 'identity', before, { log })
  const nothing = { scopes: [], profile: {}, flows: [], provider: null, users: [], clients: [] }
  await before.createRealm({ ...nothing, realm: { realm: 'shop' } })
  const client = { clientId: 'web', redirectUris: [], webOrigins: [], defaultScopes: [], attributes: {}, settings: {} }
  await before.createClient('shop', client)
  await keeping.stop()
  expect(await store.load('objects')).toEqual(new Map())
  const after = createMemoryIdentity({ clock: systemClock, publicUrl, kept: await store.load('identity') })
  const [kept, made] = [await after.readClient('shop', 'web'), await before.readClient('shop', 'web')]
  expect(kept?.secret.reveal()).toBe(made?.secret.reveal())
})

test('a store that is away is tried again, and what changed meanwhile goes with it', async () => {
  const { store } = await aStore()
  let isAway = true
  const flaky: typeof store = {
    ...store,
    put: (part, documents) => (isAway ? Promise.reject(new Error('away')) : store.put(part, documents)),
  }
  const port = createMemoryObjectStorage({ clock: systemClock })
  const keeping = keepDocuments(flaky, 'objects', port, { log, retryMs: 10 })
  await port.createBucket('first')
  await port.createBucket('second')
  isAway = false
  await keeping.flush()
  expect([...(await store.load('objects')).keys()].sort()).toEqual(['bucket/first', 'bucket/second'])
  await keeping.stop()
})
