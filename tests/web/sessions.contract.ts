import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { openDatabase, type Database } from '../../web/src/session/database.ts'
import { createFreshTokens } from '../../web/src/session/fresh-token.ts'
import { RefusedByProvider, type Provider } from '../../web/src/session/provider.ts'
import { createSealer } from '../../web/src/session/seal.ts'
import { createSessions, sessionKey, type SessionLimits } from '../../web/src/session/store.ts'
import type { Granted } from '../../web/src/session/tokens.ts'

const log = createLog('test', 'silent')
const sealer = createSealer(new Secret('a key of the test, long enough for it'))
const alice = { subject: 'alice', name: 'Alice Jansen', email: 'alice@example.org' }
const name = `web_${randomUUID().replaceAll('-', '')}`
let server: pg.Client
let databases: readonly Database[]

beforeAll(async () => {
  server = new pg.Client({ connectionString: inject('postgresUrl') })
  await server.connect()
  await server.query(`create database ${pg.escapeIdentifier(name)}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  databases = [openDatabase(new Secret(url.href), log), openDatabase(new Secret(url.href), log)]
})
afterAll(async () => {
  for (const database of databases) await database.close()
  await server.query(`drop database ${pg.escapeIdentifier(name)} with (force)`)
  await server.end()
})

const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1_000)
const aGrant = (more: Partial<Granted> = {}): Granted => ({
  tokens: { access: 'access-1', refresh: 'refresh-1', identity: 'identity-1' },
  accessExpiresAt: inSeconds(3_600),
  ...more,
})
const sessionsOf = (database: Database, limits: Partial<SessionLimits> = {}) =>
  createSessions(database, sealer, { idleSeconds: 3_600, absoluteSeconds: 3_600, ...limits })

/** A provider whose refresh tokens are good once. */
function aProvider(refresh: Provider['refresh']): Provider {
  const never = (): never => {
    throw new Error('not asked here')
  }
  return { begin: never, finish: never, endUrl: never, refresh }
}

test('two replicas that start together both find the schema', async () => {
  expect(await Promise.all(databases.map((database) => sessionsOf(database).find('nobody')))).toEqual([null, null])
})

test('a session is found by its id, and what is stored shows neither the id nor a token', async () => {
  const [database] = databases as [Database] // made above
  const sessions = sessionsOf(database)
  const id = await sessions.create(alice, aGrant())
  expect(await sessions.find(id)).toMatchObject({ person: alice })
  const rows = await database.query<{ row: string }>('select to_jsonb(s)::text as row from web.sessions s')
  const stored = rows.map(({ row }) => row).join('\n')
  expect(stored).toContain('Alice')
  for (const secret of [id, 'access-1', 'refresh-1', 'identity-1']) expect(stored).not.toContain(secret)
})

test('past its idle or its absolute limit a session is over', async () => {
  const [database] = databases as [Database] // made above
  const id = await sessionsOf(database).create(alice, aGrant())
  const ago = async (column: 'last_seen_at' | 'created_at') =>
    database.query(`update web.sessions set ${column} = now() - interval '2 hours' where id_hash = $1`, [
      Buffer.from(sessionKey(id), 'base64url'),
    ])
  await ago('last_seen_at')
  expect(await sessionsOf(database).find(id)).toBeNull()
  expect(await sessionsOf(database, { idleSeconds: 9_000 }).find(id)).not.toBeNull()
  await ago('created_at')
  expect(await sessionsOf(database, { idleSeconds: 9_000 }).find(id)).toBeNull()
})

test('of many requests of two replicas one renews the token, and all get the new one', async () => {
  const [one, other] = databases as [Database, Database] // made above
  const used: string[] = []
  const provider = aProvider(async (refreshToken, present) => {
    if (used.includes(refreshToken)) throw new RefusedByProvider('used before')
    used.push(refreshToken)
    return aGrant({ tokens: { ...present, access: 'access-2', refresh: 'refresh-2' } })
  })
  const id = await sessionsOf(one).create(alice, aGrant({ accessExpiresAt: inSeconds(5) }))
  const replicas = [one, other].map((database) => createFreshTokens({ sessions: sessionsOf(database), provider, log }))
  const asked = Array.from({ length: 30 }, (_, number) => replicas[number % 2]!.of(sessionKey(id)))
  const tokens = (await Promise.all(asked)).map((fresh) => fresh?.token.reveal())
  expect(new Set(tokens)).toEqual(new Set(['access-2']))
  expect(used).toEqual(['refresh-1'])
})

test('a provider that refuses ends the session; one that is away does not', async () => {
  const [database] = databases as [Database] // made above
  const sessions = sessionsOf(database)
  const away = aProvider(() => Promise.reject(new Error('connect ECONNREFUSED')))
  const refusing = aProvider(() => Promise.reject(new RefusedByProvider('invalid_grant')))
  const soon = await sessions.create(alice, aGrant({ accessExpiresAt: inSeconds(30) }))
  const past = await sessions.create(alice, aGrant({ accessExpiresAt: inSeconds(-1) }))
  const whileAway = createFreshTokens({ sessions, provider: away, log })
  expect((await whileAway.of(sessionKey(soon)))?.token.reveal()).toBe('access-1')
  await expect(whileAway.of(sessionKey(past))).rejects.toThrow('renew an access token')
  expect(await sessions.find(past)).not.toBeNull()
  const refused = createFreshTokens({ sessions, provider: refusing, log })
  expect(await refused.of(sessionKey(past))).toBeNull()
  expect(await sessions.find(past)).toBeNull()
})

test('signing out ends it, and says who it was for the provider', async () => {
  const [database] = databases as [Database] // made above
  const sessions = sessionsOf(database)
  const id = await sessions.create(alice, aGrant())
  expect(await sessions.end(sessionKey(id))).toMatchObject({ identity: 'identity-1' })
  expect(await sessions.find(id)).toBeNull()
  expect(await sessions.end(sessionKey(id))).toBeNull()
})

test('somebody sees their own sessions that live, and ends others of their own and nobody else’s', async () => {
  const [database] = databases as [Database] // made above
  const sessions = sessionsOf(database)
  const carol = { subject: 'carol', name: 'Carol Bos', email: null }
  const [present, other, old] = [
    await sessions.create(carol, aGrant(), 'Firefox · Linux'),
    await sessions.create(carol, aGrant(), 'Chrome · Android'),
    await sessions.create(carol, aGrant()),
  ]
  const bobs = await sessions.create({ ...carol, subject: 'bob' }, aGrant())
  await database.query(`update web.sessions set last_seen_at = now() - interval '2 hours' where id_hash = $1`, [
    Buffer.from(sessionKey(old), 'base64url'),
  ])
  const browsers = async () => new Set((await sessions.list('carol')).map(({ browser }) => browser))
  expect(await browsers()).toEqual(new Set(['Firefox · Linux', 'Chrome · Android']))
  await sessions.endOf('carol', [sessionKey(other), sessionKey(bobs)])
  expect(await browsers()).toEqual(new Set(['Firefox · Linux']))
  expect(await sessions.find(present)).not.toBeNull()
  expect(await sessions.find(bobs)).not.toBeNull()
})
