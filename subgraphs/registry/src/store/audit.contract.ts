import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { attemptBy, entryOf } from '../audit/attempt.ts'
import { verifyChain } from '../audit/verify.ts'
import { anyRecord, listRecords, readChain, type AuditFilter } from './audit.ts'
import { checkLinks } from './audit-chain.ts'
import { chainStart, sealRecord, type AuditEntry } from './audit-record.ts'
import { aDatabase, type TestDatabase } from './testing.ts'
import { write } from './write.ts'

let database: TestDatabase
const db = () => database.db

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
afterAll(() => database.drop())

function anEntry(more: Partial<AuditEntry> = {}): AuditEntry {
  return { ...entryOf(attemptBy({ type: 'platform' }, 'aTest'), {}), ...more }
}

const append = (...entries: readonly AuditEntry[]): Promise<void> =>
  write(db(), (tx) => {
    for (const entry of entries) tx.audit(entry)
    return Promise.resolve()
  })

const chain = () => readChain(db(), { after: 0, limit: 10_000 })

describe('the database keeps the trail', () => {
  test('records of one transaction follow each other, and its trail goes with it where it rolls back', async () => {
    await append(anEntry({ action: 'one' }), anEntry({ action: 'two' }))
    const before = await chain()
    let stored = 0
    const failing = write(db(), (tx) => {
      tx.audit(anEntry(), () => (stored += 1))
      return Promise.reject(new Error('the change failed'))
    })
    await expect(failing).rejects.toThrow('the change failed')
    expect(stored).toBe(0)
    expect(await chain()).toEqual(before)
    await append(anEntry({ action: 'three' }))
    expect((await chain()).map(({ number }) => number)).toEqual(
      [...before.keys(), before.length].map((each) => each + 1),
    )
    expect(checkLinks(chainStart, await chain()).broken).toBeNull()
  })

  test('writers at the same time make one chain without a fork and without a gap', async () => {
    const before = (await chain()).length
    const others = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const work = append(anEntry({ action: `writer ${index}` }), anEntry({ action: `writer ${index} again` }))
        return index % 3 === 0
          ? Promise.allSettled([work, write(db(), (tx) => (tx.audit(anEntry()), Promise.reject(new Error('back'))))])
          : work
      }),
    )
    expect(others).toHaveLength(60)
    const after = await chain()
    expect(after).toHaveLength(before + 120)
    expect(checkLinks(chainStart, after).broken).toBeNull()
  })

  test.each([
    ['changed', sql`update audit set content = '{}'`],
    ['changed in a column that is made', sql`update audit set transaction = '1'`],
    ['taken out', sql`delete from audit`],
    ['taken out, all at once', sql`truncate audit`],
  ])('a record is never %s', async (_, statement) => {
    const before = await chain()
    await expect(statement.execute(db())).rejects.toMatchObject({ code: 'OMA01' })
    expect(await chain()).toEqual(before)
  })

  test.each([
    ['that forks the chain', (end: number) => ({ number: end - 1, hash: 'a'.repeat(64) })],
    ['that leaves a gap', (end: number) => ({ number: end + 1, hash: 'a'.repeat(64) })],
    ['that does not name the one before', (end: number) => ({ number: end, hash: 'a'.repeat(64) })],
  ])('a record is refused %s', async (_, place) => {
    const { length } = await chain()
    const record = sealRecord(place(length), new Date(), anEntry())
    const inserting = db().insertInto('audit').values(record).execute()
    await expect(inserting).rejects.toMatchObject({ code: 'OMA02' })
  })

  test('a record whose hash is of something else is refused', async () => {
    const last = (await chain()).at(-1) ?? chainStart
    const record = { ...sealRecord(last, new Date(), anEntry()), hash: 'a'.repeat(64) }
    await expect(db().insertInto('audit').values(record).execute()).rejects.toThrow(/check constraint/)
  })

  test('what is searched by is made from the record itself', async () => {
    const actor = { type: 'person', subject: 's-1', email: 'Alice@Example.org', name: 'Alice' } as const
    await append(anEntry({ actor, action: 'setImage', project: 'shop', deployment: 'production', result: 'DENIED' }))
    const row = await db().selectFrom('audit').selectAll().orderBy('number', 'desc').executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      action: 'setImage',
      project: 'shop',
      deployment: 'production',
      result: 'DENIED',
      who: 'alice@example.org',
      subject: 's-1',
    })
    expect(JSON.parse(row.content)).toMatchObject({ at: row.at })
  })
})

describe('the trail is read', () => {
  const person = { type: 'person', subject: 's-2', email: 'bob@example.org', name: 'Bob' } as const
  const token = { type: 'token', token: 't-9', name: 'ci', createdBy: 'bob@example.org' } as const
  const cluster = { type: 'cluster', cluster: 'cluster-z' } as const
  let start = 0

  beforeAll(async () => {
    start = (await chain()).length
    await append(
      anEntry({ action: 'r1', actor: person, project: 'blog' }),
      anEntry({ action: 'r2', actor: token, project: 'blog', deployment: 'staging', result: 'REFUSED' }),
      anEntry({ action: 'r3', actor: cluster, cluster: 'cluster-z' }),
      anEntry({ action: 'r4', actor: person, project: 'shop', operation: 'o-77', result: 'DENIED' }),
    )
  })

  const actionsOf = async (filter: Partial<AuditFilter>, first = 50, before: number | null = null) => {
    const { rows } = await listRecords(db(), { ...anyRecord, above: start, ...filter }, { first, before })
    return rows.map(({ record }) => record.action)
  }

  test('the newest first, by page', async () => {
    expect(await actionsOf({}, 3)).toEqual(['r4', 'r3', 'r2'])
    expect(await actionsOf({}, 3, start + 2)).toEqual(['r1'])
    const page = await listRecords(db(), { ...anyRecord, above: start }, { first: 4, before: null })
    expect(page.hasNextPage).toBe(false)
  })

  test.each<[string, Partial<AuditFilter>, string[]]>([
    ['of a project', { project: 'blog' }, ['r2', 'r1']],
    ['by an address, without case', { actor: 'BOB@example.org' }, ['r4', 'r1']],
    ['by a subject', { actor: 's-2' }, ['r4', 'r1']],
    ['by a token', { actor: 't-9' }, ['r2']],
    ['by a cluster', { actor: 'cluster-z' }, ['r3']],
    ['of these actions', { actions: ['r1', 'r3'] }, ['r3', 'r1']],
    ['with these results', { results: ['REFUSED', 'DENIED'] }, ['r4', 'r2']],
    ['about a deployment', { deployment: 'staging' }, ['r2']],
    ['about a cluster', { cluster: 'cluster-z' }, ['r3']],
    ['about an operation', { operation: 'o-77' }, ['r4']],
    ['since a time that is to come', { since: new Date('2999-01-01') }, []],
    ['until a time long ago', { until: new Date('2000-01-01') }, []],
    ['within a time', { since: new Date('2000-01-01'), until: new Date('2999-01-01') }, ['r4', 'r3', 'r2', 'r1']],
    ['of all of it at once', { project: 'blog', actor: 't-9', results: ['REFUSED'] }, ['r2']],
  ])('%s', async (_, filter, expected) => {
    expect(await actionsOf(filter)).toEqual(expected)
  })
})

describe('verification', () => {
  /** As somebody who owns the database could, who takes the guards away first. */
  async function tamper(...statements: readonly string[]): Promise<void> {
    const client = new pg.Client({ connectionString: database.url.reveal() })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('alter table audit disable trigger user')
      await client.query('alter table audit drop constraint if exists audit_check')
      for (const statement of statements) await client.query(statement)
      await client.query('alter table audit enable trigger user')
      await client.query('commit')
    } finally {
      await client.end()
    }
  }

  test('finds a whole chain whole, in pages of any size', async () => {
    const { length } = await chain()
    const last = (await chain()).at(-1)
    for (const pageSize of [1, 7, 10_000]) {
      const found = await verifyChain(db(), { pageSize, expect: null })
      expect(found).toMatchObject({ count: length, last: { number: last?.number, hash: last?.hash }, broken: null })
    }
  })

  test('holds the chain against an end that was noted elsewhere', async () => {
    const records = await chain()
    const [noted] = records.slice(-2)
    if (noted === undefined) throw new Error('the chain is too short for this test')
    expect((await verifyChain(db(), { pageSize: 7, expect: noted })).broken).toBeNull()
    const other = { number: noted.number, hash: 'b'.repeat(64) }
    expect((await verifyChain(db(), { pageSize: 7, expect: other })).broken).toMatchObject({ number: noted.number })
    const further = { number: records.length + 5, hash: noted.hash }
    expect((await verifyChain(db(), { pageSize: 7, expect: further })).broken?.why).toMatch(/ends at record/)
  })

  test('finds what somebody who owns the database changed, took out or cut off', async () => {
    const noted = (await chain()).at(-1)
    if (noted === undefined) throw new Error('there is no record')
    await tamper(`create table kept as select number, content, hash, transaction from audit`)
    const restore = [
      'delete from audit',
      'insert into audit (number, content, hash, transaction) select number, content, hash, transaction from kept',
    ]
    const verify = async () => (await verifyChain(db(), { pageSize: 7, expect: noted })).broken
    await tamper(`update audit set content = replace(content, '"times":1', '"times":2') where number = 5`)
    expect((await verify())?.number).toBe(5)
    await tamper(...restore, `delete from audit where number = 9`)
    expect(await verify()).toMatchObject({ number: 9, why: expect.stringContaining('missing') })
    await tamper(
      ...restore,
      `update audit set content = replace(content, '"times":1', '"times":2'),
      hash = encode(sha256(convert_to(replace(content, '"times":1', '"times":2'), 'UTF8')), 'hex') where number = 12`,
    )
    expect((await verify())?.number).toBe(13)
    // The end can be cut off without a trace in what is left; who noted the end elsewhere sees it.
    await tamper(...restore, `delete from audit where number > ${noted.number - 3}`)
    expect((await verifyChain(db(), { pageSize: 7, expect: null })).broken).toBeNull()
    expect(await verify()).toMatchObject({ number: noted.number })
    await tamper(...restore, 'drop table kept')
    expect(await verify()).toBeNull()
  })
})
