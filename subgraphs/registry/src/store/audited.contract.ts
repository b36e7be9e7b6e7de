import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { bindSubject, unbindSubject } from './sign-ins.ts'
import { putAccessToken, revokeAccessToken, useAccessToken } from './access-tokens.ts'
import { changeCluster, registerCluster } from './clusters.ts'
import { changeWish, putWish } from './deployments.ts'
import { attemptBy, entryOf } from '../audit/attempt.ts'
import { anyRecord, appendRecords, listRecords } from './audit.ts'
import { markSaved, recordOperation } from './operations.ts'
import { putProject } from './projects.ts'
import { endHeldRemoval, holdRemoval, putTombstone } from './removals.ts'
import { approveHead, holdRepository } from './repository-state.ts'
import type { Tables } from './tables.ts'
import { aDatabase, anOperation, aTarget, aToken, aWish, shop, writeAudited, type TestDatabase } from './testing.ts'
import { putMaximumTokenDays, putTokenRule, removeTokenRule } from './token-rules.ts'
import { write, type Write } from './write.ts'

let database: TestDatabase
const db = () => database.db

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
  await writeAudited(db(), fill)
})
afterAll(() => database.drop())

const project = {
  name: 'shop',
  displayName: 'Shop',
  revision: 'r1',
  file: 'name: shop',
  members: [{ email: 'alice@example.org', role: 'owner' }],
}
const operation = anOperation({ saving: 'commit', targets: [aTarget()] })
const token = aToken({ id: 't-1', hash: 'h', name: 'ci', project: 'shop', expiresAt: new Date(Date.now() + 60_000) })
const rule = {
  project: 'shop',
  name: 'main',
  issuer: 'https://forge',
  claims: [],
  scopes: [],
  deployments: null,
  lifetimeSeconds: 900,
  maker: { type: 'platform' },
  createdBy: 'alice@example.org',
  createdAt: new Date(),
} as const
const cluster = {
  name: 'cluster-a',
  typeName: 'ClusterADeployment',
  address: 'link:',
  projects: null,
  joinTokenHash: 'j',
  joinTokenExpiresAt: new Date('2999-01-01'),
  publicKey: null,
}
const tombstone = {
  cluster: 'cluster-a',
  project: 'shop',
  deployment: shop,
  service: null,
  operation: operation.id,
  confirmedBy: 'Alice',
  deletion: {},
  purge: false,
}
const account = { email: 'alice@example.org', issuer: 'https://id', subject: 's-1' }
const held = { project: 'shop', deployment: null, service: null, revision: 'r1', author: 'somebody' }

async function fill(tx: Write): Promise<void> {
  await putProject(tx, project)
  await recordOperation(tx, operation)
  await putWish(tx, aWish({ operation: operation.id }))
  await registerCluster(tx, cluster)
  await putTombstone(tx, tombstone)
  await putAccessToken(tx.db, token)
  await putTokenRule(tx.db, rule)
  await putMaximumTokenDays(tx.db, 'shop', 30)
  await bindSubject(tx.db, account)
  await holdRemoval(tx, held)
  await holdRepository(tx, 'main', 'head', { type: 'emptied', acceptedHead: 'x' })
}

/** Everything that could be read of the whole database, to see that nothing of it changed. */
async function everything(): Promise<unknown> {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.tables where table_schema = 'public'`.execute(db())
  const tables = await Promise.all(
    rows.map(async ({ tableName }) => {
      const content = await sql`select to_jsonb(t) as row from ${sql.table(tableName)} t order by 1`.execute(db())
      return [tableName, content.rows]
    }),
  )
  return Object.fromEntries(tables)
}

const changes: Readonly<Record<string, (tx: Write) => Promise<unknown>>> = {
  'a new operation': (tx) => recordOperation(tx, anOperation()),
  'an operation that is saved': (tx) =>
    markSaved(tx, { operation: operation.id, revision: 'r2', targets: [aTarget()] }),
  'a project and its members': (tx) =>
    putProject(tx, { ...project, members: [{ email: 'mallory@x.org', role: 'owner' }] }),
  'a new wish': (tx) => putWish(tx, aWish({ id: 'another', name: 'another' })),
  'a changed wish': (tx) => changeWish(tx, shop, { held: true }),
  'a removal': (tx) => putTombstone(tx, { ...tombstone, service: 'orders' }),
  'a removal that is held': (tx) => holdRemoval(tx, { ...held, service: 'orders', deployment: shop }),
  'a new cluster': (tx) => registerCluster(tx, { ...cluster, name: 'cluster-b', typeName: 'B', joinTokenHash: 'k' }),
  'a cluster’s key': (tx) => changeCluster(tx, 'cluster-a', { publicKey: '{}' }),
  'a cluster that is removed': (tx) => changeCluster(tx, 'cluster-a', { state: 'REMOVED' }),
  'a cluster that is drained': (tx) => changeCluster(tx, 'cluster-a', { draining: true }),
  'a new token': (tx) => putAccessToken(tx.db, { ...token, id: 't-2', hash: 'i' }),
  'a token that is revoked': (tx) => revokeAccessToken(tx.db, 't-1', new Date()),
  'a new rule for tokens': (tx) => putTokenRule(tx.db, { ...rule, name: 'other' }),
  'a changed rule for tokens': (tx) => putTokenRule(tx.db, { ...rule, lifetimeSeconds: 60 }),
  'a rule for tokens that is removed': (tx) => removeTokenRule(tx.db, 'shop', 'main'),
  'how long tokens may live': (tx) => putMaximumTokenDays(tx.db, 'shop', 60),
  'a first sign-in': (tx) => bindSubject(tx.db, { ...account, email: 'bob@example.org' }),
  'a sign-in that is forgotten': (tx) => unbindSubject(tx.db, account.email),
  'a repository that goes on': (tx) => approveHead(tx, 'main', 'head'),
}

/** As somebody would who thinks to be cleverer than the program. */
const statements: Readonly<Record<string, RawBuilder<unknown>>> = {
  'a wish by hand': sql`update deployments set spec = '{"image": "mine"}'`,
  'an owner by hand': sql`insert into project_members (project, email, role) values ('shop', 'm@x.org', 'owner')`,
  'a role by hand': sql`update project_members set role = 'viewer'`,
  'a member taken out by hand': sql`delete from project_members`,
  'who asked for an operation': sql`update operations set requested_by = '{"type": "platform"}'`,
  'a project taken out by hand': sql`delete from projects`,
  'a wish taken out by hand': sql`delete from deployments`,
  'a removal taken out by hand': sql`delete from tombstones`,
  'a token’s right by hand': sql`update access_tokens set scopes = '["admin"]'`,
  'an account by hand': sql`update sign_ins set subject = 's-2'`,
  'a cluster taken out by hand': sql`delete from clusters`,
  'a file by hand': sql`update projects set file = 'name: shop # mine'`,
}

describe('a change without an audit record cannot be written', () => {
  test.each(Object.entries(changes))('%s', async (_, change) => {
    const before = await everything()
    await expect(write(db(), change)).rejects.toMatchObject({ code: 'OMA03' })
    expect(await everything()).toEqual(before)
  })

  test.each(Object.entries(statements))('%s', async (_, statement) => {
    const before = await everything()
    await expect(statement.execute(db())).rejects.toMatchObject({ code: 'OMA03' })
    expect(await everything()).toEqual(before)
  })

  test('nor with the record of another transaction, of one before, or of one that was taken back', async () => {
    const change = sql`update deployments set held = true`
    await writeAudited(db(), () => Promise.resolve())
    await expect(change.execute(db())).rejects.toMatchObject({ code: 'OMA03' })
    const takenBack = db()
      .transaction()
      .execute(async (transaction) => {
        await sql`savepoint before`.execute(transaction)
        await writeInto(transaction)
        await sql`rollback to savepoint before`.execute(transaction)
        await change.execute(transaction)
      })
    await expect(takenBack).rejects.toMatchObject({ code: 'OMA03' })
  })

  test('and each of them can be with one', async () => {
    const count = async () =>
      (await listRecords(db(), anyRecord, { first: 1, before: null })).rows[0]?.record.number ?? 0
    for (const change of Object.values(changes)) {
      const before = await count()
      await expect(
        writeAudited(db(), async (tx) => {
          await change(tx)
          throw new Error('enough was seen')
        }),
      ).rejects.toThrow('enough was seen')
      expect(await count()).toBe(before)
    }
    await writeAudited(db(), async (tx) => {
      await changeWish(tx, shop, { held: true })
      const [row] = await tx.db.selectFrom('heldRemovals').select('id').execute()
      await endHeldRemoval(tx, row?.id ?? '', 'CONFIRMED')
    })
  })

  async function writeInto(transaction: Write['db']): Promise<void> {
    await appendRecords(transaction, [entryOf(attemptBy({ type: 'platform' }, 'aTest'), {})])
  }
})

describe('what nobody asked for needs none', () => {
  test.each<[string, (tx: Write) => Promise<unknown>]>([
    [
      'a cluster that connects and tells of itself',
      (tx) => changeCluster(tx, 'cluster-a', { state: 'CONNECTED', lastSeenAt: tx.now }),
    ],
    ['a token that is used', (tx) => useAccessToken(tx.db, 'h', new Date())],
    [
      'a rule that gave a token',
      (tx) => tx.db.updateTable('tokenRules').set({ lastUsedAt: new Date() }).where('name', '=', 'main').execute(),
    ],
    ['a status', (tx) => tx.db.updateTable('deployments').set({ status: null, updatedAt: tx.now }).execute()],
    [
      'the state of an operation',
      (tx) => tx.db.updateTable('operations').set({ state: 'RUNNING', startedAt: tx.now }).execute(),
    ],
    ['the state of a removal', (tx) => tx.db.updateTable('tombstones').set({ state: 'TAKEN' }).execute()],
  ])('%s', async (_, change) => {
    await write(db(), change)
  })
})

/** Every table: true where it is guarded, or why it need not be. One that is missing here does not compile. */
const tables: Readonly<Record<keyof Tables, true | string>> = {
  projects: true,
  projectMembers: true,
  deployments: true,
  operations: true,
  tombstones: true,
  heldRemovals: true,
  clusters: true,
  repositories: true,
  accessTokens: true,
  tokenRules: true,
  tokenSettings: true,
  usedIdentities: 'only keeps an identity from being exchanged again; the token that it gave is guarded',
  signIns: true,
  audit: 'is the trail itself, which has its own guards',
  auditFloors: 'says since when a name is that of another project, and only narrows what is shown',
  installation: 'is made once, at the first start',
  generations: 'repeats what wishes were, for the guarded wish of its time',
  links: 'says which replica holds a connection now',
  targets: 'is what clusters report; a wish is what they act upon',
  steps: 'is what clusters report',
  events: 'tells what changed elsewhere',
  eventFloors: 'says what of the events is gone',
  idempotencyKeys: 'goes with a guarded operation',
  retainedData: 'is what clusters report; what becomes of it is a guarded wish or removal',
  supergraphs: 'is made from guarded clusters',
  secretFingerprints: 'remembers what a value is compared with; the value is in a guarded file',
}

test('every table that holds what people decide is guarded', async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname like 'audited%' and t.tgdeferrable and t.tginitdeferred and t.tgenabled = 'O'`.execute(db())
  const guarded = Object.entries(tables)
    .filter(([, why]) => why === true)
    .map(([name]) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  expect(rows.map(({ name }) => name).toSorted()).toEqual(guarded.toSorted())
})
