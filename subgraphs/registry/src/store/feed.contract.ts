import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { StoredEvent } from './event-change.ts'
import { createFeeds, type Feed, type Feeds } from './feed.ts'
import { FeedEnded, createFeedReader, resumeFrom } from './feed-reader.ts'
import { runRetention } from './retention.ts'
import { aDatabase, anOperation, aTarget, aWish, silentLog, type TestDatabase, writeAudited } from './testing.ts'
import { write } from './write.ts'
import { recordOperation } from './operations.ts'
import { putWish } from './deployments.ts'

let database: TestDatabase
let feeds: Feeds

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  for (const table of ['operations', 'deployments'] as const) {
    await writeAudited(database.db, (tx) => tx.db.deleteFrom(table).execute())
  }
  for (const table of ['events', 'eventFloors'] as const) await database.db.deleteFrom(table).execute()
  feeds = createFeeds({ db: database.db, url: database.url, log: silentLog })
})
afterEach(() => feeds.close())
afterAll(() => database.drop())

const db = () => database.db

/** One small event, told apart by its number. */
const say = (number: number, project = 'shop') =>
  write(db(), async (write) => write.emit({ project }, { type: 'project', state: 'VALID', revision: `${number}` }))

const numberOf = (event: StoredEvent): number =>
  event.change.type === 'project' ? Number(event.change.revision) : Number.NaN

async function take(feed: Feed, count: number): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  for await (const event of feed) {
    events.push(event)
    if (events.length === count) break
  }
  return events
}

const allEvents = () => db().selectFrom('events').selectAll().orderBy('cursor').execute()

test('cursors follow commit order: who reads up to a cursor never finds a smaller one later', async () => {
  const seen: bigint[] = []
  const writing = new AbortController()
  const reading = (async () => {
    let last = 0n
    while (!writing.signal.aborted) {
      const rows = await db()
        .selectFrom('events')
        .select('cursor')
        .where('cursor', '>', `${last}`)
        .orderBy('cursor')
        .execute()
      for (const row of rows) seen.push(BigInt(row.cursor))
      last = seen.at(-1) ?? 0n
    }
  })()
  // Transactions of different lengths, so that their ends and their beginnings are in different orders.
  await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let round = 0; round < 15; round += 1) {
        await write(db(), async (write) => {
          write.emit({ project: 'shop' }, { type: 'project', state: 'VALID', revision: `${writer * 100 + round}` })
          await sql`select pg_sleep(${(Math.random() * 8) / 1_000})`.execute(write.db)
          write.emit({ project: 'shop' }, { type: 'project', state: 'VALID', revision: `${writer * 100 + round}` })
        })
      }
    }),
  )
  writing.abort()
  await reading
  const all = (await allEvents()).map((row) => BigInt(row.cursor))
  expect(all).toHaveLength(180)
  const missed = all.filter((cursor) => !seen.includes(cursor))
  // Only what was written after the last look may be missing.
  expect(missed.every((cursor) => cursor > (seen.at(-1) ?? 0n))).toBe(true)
  expect(seen).toEqual(seen.toSorted((a, b) => (a < b ? -1 : 1)))
})

test('a feed that is open gives each change once, in order', async () => {
  const feed = await feeds.open({ type: 'project', name: 'shop' }, null)
  expect(feed.start).toBe('PRESENT')
  const taking = take(feed, 20)
  for (let number = 0; number < 20; number += 1) await say(number)
  expect((await taking).map(numberOf)).toEqual(Array.from({ length: 20 }, (_, number) => number))
  expect(feeds.size).toBe(0)
})

test('whoever breaks off and resumes, wherever, misses nothing and gets nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
      fc.nat(20),
      async (cuts, early) => {
        const total = 40
        const start = (await feeds.open({ type: 'project', name: 'shop' }, null)).cursor
        for (let number = 0; number < early; number += 1) await say(number)
        const writing = (async () => {
          for (let number = early; number < total; number += 1) await say(number)
        })()
        const got: number[] = []
        let cursor = start
        for (const cut of [...cuts, total]) {
          const count = Math.min(cut, total - got.length)
          if (count === 0) break
          const feed = await feeds.open({ type: 'project', name: 'shop' }, cursor)
          expect(feed.start).toBe('RESUMED')
          const events = await take(feed, count)
          got.push(...events.map(numberOf))
          cursor = events.at(-1)?.cursor ?? cursor
        }
        await writing
        expect(got).toEqual(Array.from({ length: total }, (_, number) => number))
      },
    ),
    { numRuns: 12 },
  )
})

test('what happens between the last page of the table and the live part is neither missed nor doubled', async () => {
  const selection = { type: 'project', name: 'shop' } as const
  const reader = createFeedReader(selection, 100, () => undefined)
  const newest = async (): Promise<StoredEvent> => {
    const [event] = await db().selectFrom('events').selectAll().orderBy('cursor', 'desc').limit(1).execute()
    return event!
  }
  await say(0)
  const start = (BigInt((await newest()).cursor) - 1n).toString()
  const join = async (): Promise<string> => {
    await say(1) // given out by this process before the reader joined
    const joined = (await newest()).cursor
    await say(2) // given out after it joined, and in the table already when that is read once more
    reader.push(await newest())
    await say(3)
    reader.push(await newest())
    return joined
  }
  const got: number[] = []
  for await (const event of resumeFrom(db(), start, reader, join)) {
    got.push(numberOf(event))
    if (numberOf(event) === 3) break
  }
  expect(got).toEqual([0, 1, 2, 3])
})

test('a replica that is behind gives nothing again that a client got from another', async () => {
  const reader = createFeedReader({ type: 'projects' }, 100, () => undefined)
  await say(0)
  await say(1)
  const [first, second] = await db().selectFrom('events').selectAll().orderBy('cursor').execute()
  const join = async (): Promise<string> => {
    // This process has not even given out the first one.
    for (const event of [first!, second!]) reader.push(event)
    await say(2)
    reader.push((await db().selectFrom('events').selectAll().orderBy('cursor', 'desc').limit(1).execute())[0]!)
    return '0'
  }
  const events = resumeFrom(db(), second!.cursor, reader, join)
  expect(numberOf((await events.next()).value as StoredEvent)).toBe(2)
  await events.return()
})

test('after its LISTEN connection was killed a feed goes on without a gap', async () => {
  const feed = await feeds.open({ type: 'projects' }, null)
  const taking = take(feed, 10)
  const kill = sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'operations-manager registry listener'`
  for (let number = 0; number < 10; number += 1) {
    if (number % 3 === 0) await kill.execute(db())
    await say(number)
  }
  expect((await taking).map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('a feed gives only what it selects; wishes are for the cluster alone', async () => {
  const operation = anOperation()
  const open = async (selection: Parameters<Feeds['open']>[0]) => feeds.open(selection, null)
  const [one, project, clusters, cluster] = await Promise.all([
    open({ type: 'operation', id: operation.id }),
    open({ type: 'project', name: 'shop' }),
    open({ type: 'clusters' }),
    open({ type: 'cluster', name: 'cluster-a' }),
  ])
  const first = [take(one, 1), take(project, 2), take(clusters, 1), take(cluster, 1)]
  await say(1, 'other')
  await writeAudited(db(), (write) => putWish(write, aWish()))
  await writeAudited(db(), (write) => recordOperation(write, operation))
  await say(2)
  await write(db(), async (write) => write.emit({ cluster: 'cluster-b' }, { type: 'orphans', count: 1 }))
  const types = (await Promise.all(first)).map((events) => events.map((event) => event.change.type))
  expect(types).toEqual([['operation'], ['operation', 'project'], ['orphans'], ['wish']])
})

test('the same selection holds for what is read again from the table', async () => {
  const start = (await feeds.open({ type: 'clusters' }, null)).cursor
  await say(1)
  await writeAudited(db(), (write) => putWish(write, aWish()))
  await writeAudited(db(), (write) => recordOperation(write, anOperation({ project: null, targets: [] })))
  await write(db(), async (write) => write.emit({ cluster: 'cluster-a' }, { type: 'orphans', count: 1 }))
  const read = async (selection: Parameters<Feeds['open']>[0]) =>
    (await take(await feeds.open(selection, start), 1)).map((event) => event.change.type)
  expect(await read({ type: 'clusters' })).toEqual(['orphans'])
  expect(await read({ type: 'cluster', name: 'cluster-a' })).toEqual(['wish'])
  expect(await read({ type: 'project', name: 'shop' })).toEqual(['project'])
  const project = await take(await feeds.open({ type: 'projects' }, start), 1)
  expect(project.map(numberOf)).toEqual([1])
})

test('a cursor that was never given out, or is none, is expired', async () => {
  await say(1)
  for (const cursor of ['999999999', 'x', '-1', '1; drop table events', '9'.repeat(30)]) {
    const feed = await feeds.open({ type: 'projects' }, cursor)
    expect(feed.start).toBe('EXPIRED')
    feed.close()
  }
})

test('after retention only those are expired who would miss something', async () => {
  const old = new Date(Date.now() - 100 * 24 * 60 * 60 * 1_000)
  const before = (await feeds.open({ type: 'projects' }, null)).cursor
  await write(db(), async (write) => {
    write.emitReported({
      project: 'quiet',
      operation: null,
      deployment: null,
      cluster: null,
      at: old,
      change: { type: 'orphans', count: 1 },
      dedupe: null,
    })
  })
  const between = (await allEvents()).at(-1)!.cursor
  await say(1)
  expect(await runRetention(db(), new Date())).toEqual({ operations: 0, events: 1 })
  const startOf = async (selection: Parameters<Feeds['open']>[0], after: string) => {
    const feed = await feeds.open(selection, after)
    feed.close()
    return feed.start
  }
  expect(await startOf({ type: 'project', name: 'quiet' }, before)).toBe('EXPIRED')
  expect(await startOf({ type: 'projects' }, before)).toBe('EXPIRED')
  expect(await startOf({ type: 'project', name: 'shop' }, before)).toBe('RESUMED')
  expect(await startOf({ type: 'projects' }, between)).toBe('RESUMED')
})

test('retention keeps the last fifty operations of a project with their events, and what is unfinished', async () => {
  const old = new Date(Date.now() - 100 * 24 * 60 * 60 * 1_000)
  const ids: string[] = []
  for (let number = 0; number < 53; number += 1) {
    const operation = anOperation({ targets: number === 0 ? [aTarget()] : [] })
    ids.push(operation.id)
    await writeAudited(db(), (write) => recordOperation({ ...write, now: old }, operation))
  }
  await db().deleteFrom('events').where('operation', 'is', null).execute()
  await db()
    .updateTable('events')
    .set({ at: old } as never)
    .execute()
  // The oldest is open, the 49 after the first four are the last fifty with it not counted.
  expect(await runRetention(db(), new Date())).toEqual({ operations: 2, events: 2 })
  const left = (await db().selectFrom('operations').select('id').orderBy('id').execute()).map((row) => row.id)
  expect(left).toEqual(ids.toSorted().filter((id) => id !== ids[1] && id !== ids[2]))
  expect(await allEvents()).toHaveLength(51)
})

test('a reader that falls behind is cut with a reason, and the others go on', async () => {
  await feeds.close()
  feeds = createFeeds({ db: db(), url: database.url, log: silentLog, bufferSize: 5 })
  const slow = await feeds.open({ type: 'projects' }, null)
  const fast = take(await feeds.open({ type: 'projects' }, null), 30)
  const iterator = slow[Symbol.asyncIterator]()
  const first = iterator.next()
  for (let number = 0; number < 30; number += 1) await say(number)
  expect((await fast).map(numberOf)).toHaveLength(30)
  const last = (await first).value as StoredEvent
  await expect(
    (async () => {
      for (let result = await iterator.next(); result.done !== true; result = await iterator.next()) continue
    })(),
  ).rejects.toMatchObject({ name: 'FeedEnded', reason: 'BEHIND' })
  // It comes back by its cursor and has missed nothing.
  expect((await take(await feeds.open({ type: 'projects' }, last.cursor), 29)).map(numberOf)).toEqual(
    Array.from({ length: 29 }, (_, n) => n + 1),
  )
})

test('closing ends a read that waits, without an error, and stopping ends all with one', async () => {
  const feed = await feeds.open({ type: 'projects' }, null)
  const waiting = feed[Symbol.asyncIterator]().next()
  feed.close()
  expect(await waiting).toMatchObject({ done: true })
  const returned = (await feeds.open({ type: 'projects' }, null))[Symbol.asyncIterator]()
  const pending = returned.next()
  await returned.return?.()
  expect(await pending).toMatchObject({ done: true })
  const other = (await feeds.open({ type: 'project', name: 'shop' }, null))[Symbol.asyncIterator]().next()
  const [ended] = await Promise.allSettled([other, feeds.close()])
  expect(ended).toMatchObject({ reason: expect.any(FeedEnded) })
  expect(feeds.size).toBe(0)
})

test('two replicas see the same events under the same cursors', async () => {
  const other = createFeeds({ db: db(), url: database.url, log: silentLog })
  try {
    const [here, there] = await Promise.all([
      feeds.open({ type: 'projects' }, null),
      other.open({ type: 'projects' }, null),
    ])
    const taking = Promise.all([take(here, 25), take(there, 25)])
    await Promise.all(Array.from({ length: 25 }, (_, number) => say(number)))
    const [a, b] = await taking
    expect(a).toEqual(b)
  } finally {
    await other.close()
  }
})
