import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { openDatabase } from './database.ts'
import { createFeeds } from './feed.ts'
import { migrate } from './migrate.ts'
import { recordOperation } from './operations.ts'
import { aDatabase, anOperation, silentLog, type TestDatabase, writeAudited as write } from './testing.ts'
import { StoreUnavailable } from './unavailable.ts'

let behind: TestDatabase

beforeAll(async () => {
  behind = await aDatabase(inject('postgresUrl'))
})
afterAll(() => behind.drop())

/** A line to the server that can be cut and joined again on the same port. */
async function aLine(target: URL) {
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let port = 0
  const join = async (): Promise<void> => {
    server = createServer((client) => {
      const upstream = connect(Number(target.port), target.hostname)
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(from)
        from.on('error', () => to.destroy())
        from.on('close', () => {
          sockets.delete(from)
          to.destroy()
        })
        from.pipe(to)
      }
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    server.listen(port, '127.0.0.1', resolve)
    await promise
    const address = server.address()
    port = address !== null && typeof address === 'object' ? address.port : port
  }
  const cut = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    server?.close(() => resolve())
    for (const socket of sockets) socket.destroy()
    await promise
  }
  await join()
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = `${port}`
  return { url: new Secret(url.href), cut, join }
}

test('with the server away queries fail at once as unavailable, and work again when it is back; a feed misses nothing', async () => {
  const line = await aLine(new URL(behind.url.reveal()))
  const database = openDatabase({ url: line.url, log: silentLog, connectTimeoutMs: 500 })
  const feeds = createFeeds({ db: database.db, url: line.url, log: silentLog })
  const read = () => database.db.selectFrom('operations').select('id').execute()
  try {
    await read()
    const feed = await feeds.open({ type: 'projects' }, null)
    const next = feed[Symbol.asyncIterator]().next()
    await line.cut()
    const start = Date.now()
    const failures = await Promise.allSettled([
      read(),
      read(),
      database.db.transaction().execute((t) => t.selectFrom('links').selectAll().execute()),
    ])
    for (const failure of failures) {
      expect(failure).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
    }
    expect(Date.now() - start).toBeLessThan(3_000)
    expect(await database.ping()).toBe(false)
    // While this process is cut off, another one writes.
    const operation = anOperation()
    await write(behind.db, (write) => recordOperation(write, operation))
    await line.join()
    await expect.poll(read, { timeout: 5_000 }).toHaveLength(1)
    expect((await next).value).toMatchObject({ operation: operation.id })
  } finally {
    await feeds.close()
    await database.close()
    await line.cut()
  }
})

test('a query that the server refuses is no matter of availability', async () => {
  await expect(
    behind.db
      .insertInto('links')
      .values({} as never)
      .execute(),
  ).rejects.not.toBeInstanceOf(StoreUnavailable)
})

test('a server that was never there is unavailable, and the address is in no message', async () => {
  const url = new Secret('postgres://someone:s3cret@127.0.0.1:9/none')
  const database = openDatabase({ url, log: silentLog })
  const error: unknown = await migrate(database.db).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(StoreUnavailable)
  expect(String(error)).not.toContain('s3cret')
  await database.close()
})
