import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { holdRepository } from '../store/repository-state.ts'
import { aDatabase, silentLog, type TestDatabase } from '../store/testing.ts'
import { write } from '../store/write.ts'
import type { Edit, Writer } from './edit.ts'
import { RepositoryHeld, RepositoryUnavailable } from './errors.ts'
import type { Repository } from './repository.ts'
import { aCommit, aFolder, aRepository, commitByHand, putHook } from './testing.ts'
import { startWatch } from './watch.ts'
import { createWriter } from './writer.ts'

let database: TestDatabase
let folder: Awaited<ReturnType<typeof aFolder>>
let open: { close(): unknown }[]

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  folder = await aFolder()
  open = []
  await database.db.deleteFrom('repositories').execute()
})
afterEach(async () => {
  for (const part of open.toReversed()) await part.close()
  await folder.remove()
})
afterAll(() => database.drop())

const origin = () => join(folder.path, 'origin')

/** A replica: its own copy of the repository and its own writer, over one database. */
async function aReplica(copy: string): Promise<{ repository: Repository; writer: Writer }> {
  const remote = { url: origin(), credentials: null, ssh: null }
  open.push(await aRepository(origin()))
  const repository = await aRepository(join(folder.path, copy), { remote })
  const writer = createWriter({ repository, db: database.db, log: silentLog })
  open.push(repository, writer)
  return { repository, writer }
}

/** Adds a line to the project's file. */
const adds =
  (project: string, line: string): Edit<string> =>
  async (view) => ({
    type: 'commit',
    commit: aCommit(project, `${(await view.readFile(project)) ?? ''}${line}\n`, { operation: line }),
  })

test('the first edit starts an empty repository', async () => {
  const { repository, writer } = await aReplica('copy')
  const result = await writer.write('shop', adds('shop', 'a'))
  expect(result).toMatchObject({ type: 'committed' })
  expect(await repository.readFile('shop')).toBe('a\n')
})

test('edits of many projects that wait go in few pushes, each as one commit', async () => {
  const { repository, writer } = await aReplica('copy')
  await writer.write('shop', adds('shop', 'start'))
  const start = (await repository.readHead())!
  await putHook(origin(), 'post-receive', `echo push >> ${join(folder.path, 'pushes')}`)
  const names = Array.from({ length: 20 }, (_, number) => `p${number}`)
  const results = await Promise.all(names.map((name) => writer.write(name, adds(name, 'x'))))
  const commits = results.map((result) => (result.type === 'committed' ? result.commit : ''))
  const listed = await repository.git.must('list', ['rev-list', '--reverse', `${start}..main`])
  expect(listed.trim().split('\n')).toEqual(commits)
  const pushes = (await readFile(join(folder.path, 'pushes'), 'utf8')).trim().split('\n')
  expect(pushes.length).toBeLessThanOrEqual(3)
})

test('replicas that write one file at the same time, with people pushing between, lose no edit and double none', async () => {
  const [one, two] = [await aReplica('one'), await aReplica('two')]
  await one.writer.write('shop', adds('shop', 'start'))
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ writer: fc.boolean(), other: fc.boolean(), hand: fc.nat(5) }), {
        minLength: 3,
        maxLength: 8,
      }),
      async (edits) => {
        const before = (await one.repository.refresh())!
        const text = (await one.repository.readFile('shop', before)) ?? ''
        // Never the same edit twice: on one parent, in one second, it would be the very same commit.
        run += 1
        const lines = edits.map((_, number) => `line-${run}-${number}`)
        let [hands, others] = [0, 0]
        const writing = edits.map(async ({ writer, other, hand }, number) => {
          if (hand === 0) {
            hands += 1
            await commitByHand(origin(), { [`by-hand-${number}`]: `${Math.random()}` }).catch(() => {
              hands -= 1 // a person whose push came too late
            })
          }
          if (other) {
            const result = await two.writer.write(`other${number}`, adds(`other${number}`, `x-${run}-${number}`))
            if (result.type === 'committed') others += 1
          }
          return (writer ? one : two).writer.write('shop', adds('shop', lines[number]!))
        })
        const results = await Promise.all(writing)
        const head = (await one.repository.refresh())!
        const added = (await one.repository.readFile('shop', head))!.slice(text.length).trim().split('\n')
        // A conflict is an honest answer; then the edit is nowhere.
        const landed = lines.filter((_, number) => results[number]!.type === 'committed')
        expect(added.filter((line) => line !== '').toSorted()).toEqual(landed.toSorted())
        const commits = results.flatMap((result) => (result.type === 'committed' ? [result.commit] : []))
        expect(new Set(commits).size).toBe(commits.length)
        const listed = (await one.repository.git.must('list', ['rev-list', `${before}..${head}`])).trim().split('\n')
        expect(listed).toHaveLength(commits.length + others + hands)
      },
    ),
    { numRuns: 5 },
  )
})

test('an edit that refuses commits nothing, one that fails ends for its caller alone', async () => {
  const { repository, writer } = await aReplica('copy')
  const [good, refused, broken] = await Promise.allSettled([
    writer.write('good', adds('good', 'x')),
    writer.write('refused', async () => ({ type: 'refuse', refusal: 'not today' })),
    writer.write('broken', async () => {
      throw new Error('a mistake')
    }),
  ])
  expect(good).toMatchObject({ value: { type: 'committed' } })
  expect(refused).toMatchObject({ value: { type: 'refused', refusal: 'not today' } })
  expect(broken).toMatchObject({ reason: { message: 'a mistake' } })
  expect([...(await repository.listFiles('main')).keys()]).toEqual(['good'])
})

test('an edit may change only the file of its project', async () => {
  const { repository, writer } = await aReplica('copy')
  await expect(writer.write('mine', adds('yours', 'x'))).rejects.toThrow('may not change')
  expect(await repository.readFile('yours')).toBeNull()
})

test('an edit is made again on each newer head, and after five times it is a conflict', async () => {
  const { repository, writer } = await aReplica('copy')
  await writer.write('shop', adds('shop', 'start'))
  let made = 0
  const unlucky: Edit<string> = async (view) => {
    made += 1
    const theirs = await commitByHand(origin(), { 'projects/blog.yaml': `${made}` })
    const result = await adds('shop', 'late')(view)
    expect(view.head).not.toBe(theirs)
    return result
  }
  const result = await writer.write('shop', unlucky)
  expect(made).toBe(5)
  expect(result).toEqual({ type: 'conflict', head: await repository.refresh() })
  expect(await repository.readFile('shop')).toBe('start\n')
})

test('a push that the remote refuses for one commit keeps the other edits in', async () => {
  const { repository, writer } = await aReplica('copy')
  await writer.write('shop', adds('shop', 'start'))
  await putHook(
    origin(),
    'pre-receive',
    `while read old new ref; do git log --format=%s $old..$new | grep -q bad && exit 1; done; exit 0`,
  )
  const results = await Promise.allSettled(['a', 'bad', 'b'].map((name) => writer.write(name, adds(name, 'x'))))
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(results[1]).toMatchObject({ reason: expect.any(RepositoryUnavailable) })
  expect([...(await repository.listFiles('main')).keys()]).toEqual(['a', 'b', 'shop'])
})

describe('a repository that is held', () => {
  test('is held no more when the branch is back where it was accepted', async () => {
    const { repository, writer } = await aReplica('copy')
    await writer.write('shop', adds('shop', 'start'))
    const watch = startWatch({
      repository,
      db: database.db,
      log: silentLog,
      intervalMs: 60_000,
      onChanges: async () => undefined,
    })
    open.push(watch)
    await watch.poke()
    const head = (await repository.readHead())!
    await write(database.db, (write) =>
      holdRepository(write, 'main', 'f'.repeat(40), { type: 'vanished', projects: ['a'] }),
    )
    await watch.poke()
    expect(await writer.write('shop', adds('shop', 'more'))).toMatchObject({ type: 'committed', parent: head })
  })

  test('a head that was rewritten between two looks is refused before anything is built on it', async () => {
    const { repository, writer } = await aReplica('copy')
    const watch = startWatch({
      repository,
      db: database.db,
      log: silentLog,
      intervalMs: 60_000,
      onChanges: async () => undefined,
    })
    open.push(watch)
    await watch.poke()
    const first = (await repository.readHead())!
    await writer.write('shop', adds('shop', 'start'))
    await watch.poke()
    const theirs = await commitByHand(origin(), { 'projects/evil.yaml': 'x' }, { force: true, onto: first })
    await expect(writer.write('blog', adds('blog', 'x'))).rejects.toBeInstanceOf(RepositoryHeld)
    expect(await repository.refresh()).toBe(theirs)
    await watch.poke()
    await expect(writer.write('blog', adds('blog', 'x'))).rejects.toMatchObject({
      head: theirs,
      reason: { type: 'rewritten' },
    })
  })
})

test('a writer whose database lock is killed on the way still tells the truth', async () => {
  const { repository, writer } = await aReplica('copy')
  await writer.write('shop', adds('shop', 'start'))
  const result = await writer.write('shop', async (view) => {
    // Other files hold such locks in other databases of the same server.
    await sql`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and pid <> pg_backend_pid()
        and database = (select oid from pg_database where datname = current_database())`.execute(database.db)
    return adds('shop', 'after')(view)
  })
  expect(result.type).toBe('committed')
  expect(await repository.readFile('shop')).toBe('start\nafter\n')
})
