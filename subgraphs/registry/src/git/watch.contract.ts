import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { recordOperation } from '../store/operations.ts'
import { approveHead, readRepositoryState } from '../store/repository-state.ts'
import { aDatabase, anOperation, silentLog, type TestDatabase } from '../store/testing.ts'
import { writeAudited as write } from '../store/testing.ts'
import type { RepositoryChanges } from './change.ts'
import { noCommit } from './paths.ts'
import type { Repository } from './repository.ts'
import { aCommit, aFolder, aRepository, commitByHand } from './testing.ts'
import { startWatch, type Watch } from './watch.ts'

let database: TestDatabase
let folder: Awaited<ReturnType<typeof aFolder>>
let origin: Repository
let repository: Repository
let watch: Watch
let seen: RepositoryChanges[]
let isFailing: boolean

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  await database.db.deleteFrom('repositories').execute()
  await database.db.deleteFrom('events').execute()
  folder = await aFolder()
  origin = await aRepository(path())
  repository = await aRepository(join(folder.path, 'copy'), { remote: { url: path(), credentials: null, ssh: null } })
  seen = []
  isFailing = false
  watch = aWatch()
})
afterEach(async () => {
  await watch.close()
  repository.close()
  origin.close()
  await folder.remove()
})
afterAll(() => database.drop())

const path = () => join(folder.path, 'origin')
const state = () => readRepositoryState(database.db, 'main')

function aWatch(): Watch {
  return startWatch({
    repository,
    db: database.db,
    log: silentLog,
    intervalMs: 60_000,
    onChanges: async (changes) => {
      if (isFailing) throw new Error('the reader has a bad day')
      seen.push(changes)
    },
  })
}

/** What was told since the last call, as `project: before → after`. */
function told(): string[] {
  const lines = seen.flatMap(({ changes }) =>
    changes.map(({ project, before, after }) => `${project}: ${before} → ${after}`),
  )
  seen = []
  return lines
}

const files = (count: number, text: string | null): Record<string, string | null> =>
  Object.fromEntries(Array.from({ length: count }, (_, number) => [`projects/p${number}.yaml`, text]))

test('the first look gives every file as new, and what is no project file is nothing', async () => {
  await watch.poke()
  seen = []
  await watch.close()
  await database.db.deleteFrom('repositories').execute()
  const head = await commitByHand(path(), {
    'projects/shop.yaml': 'x',
    'README.md': 'hello',
    'projects/Not A Name.yaml': 'y',
  })
  watch = aWatch()
  await watch.poke()
  expect(seen).toMatchObject([{ from: null, to: head }])
  expect(told()).toEqual(['shop: null → x'])
  expect((await state()).acceptedHead).toBe(head)
})

test('each hand commit is told once, in order, with who made it', async () => {
  await watch.poke()
  told()
  const first = await commitByHand(path(), { 'projects/shop.yaml': 'one' })
  await commitByHand(path(), { 'projects/shop.yaml': 'two', 'projects/blog.yaml': 'b' }, { message: 'Two at once' })
  await commitByHand(path(), { 'projects/blog.yaml': null })
  await watch.poke()
  const change = seen[0]!.changes[0]!
  expect(change).toMatchObject({
    commit: first,
    author: { name: 'Bob Hand', email: 'bob@example.org' },
    verified: false,
    operationTrailer: null,
  })
  expect(told()).toEqual(['shop: null → one', 'blog: null → b', 'shop: one → two', 'blog: b → null'])
  await watch.poke()
  expect(told()).toEqual([])
})

test('our own commits come with the operation that made them', async () => {
  await watch.poke()
  told()
  const head = (await repository.readHead())!
  await repository.commit([aCommit('shop', 'x', { operation: 'o-7' })], head)
  await watch.poke()
  expect(seen[0]!.changes).toMatchObject([{ project: 'shop', operationTrailer: 'o-7', message: 'Change shop' }])
})

test('changes that could not be taken in come again', async () => {
  await watch.poke()
  told()
  await commitByHand(path(), { 'projects/shop.yaml': 'x' })
  isFailing = true
  await watch.poke()
  expect(told()).toEqual([])
  isFailing = false
  await watch.poke()
  expect(told()).toEqual(['shop: null → x'])
})

test('of two replicas that look at the same time each change goes to one', async () => {
  const other = aWatch()
  try {
    await Promise.all([watch.poke(), other.poke()])
    told()
    await commitByHand(path(), { 'projects/shop.yaml': 'x' })
    await Promise.all([watch.poke(), other.poke()])
    expect(told()).toEqual(['shop: null → x'])
  } finally {
    await other.close()
  }
})

test('a branch that was rewritten is held, and goes on by itself when it comes back', async () => {
  await watch.poke()
  const first = (await repository.readHead())!
  const accepted = await commitByHand(path(), { 'projects/shop.yaml': 'x' })
  await watch.poke()
  told()
  const theirs = await commitByHand(path(), { 'projects/other.yaml': 'y' }, { force: true, onto: first })
  await watch.poke()
  expect(told()).toEqual([])
  expect(await state()).toMatchObject({ acceptedHead: accepted, heldHead: theirs, heldReason: { type: 'rewritten' } })
  await commitByHand(path(), { 'projects/shop.yaml': 'x2' }, { force: true, onto: accepted }).catch(() => undefined)
  await origin.git.must('put it back', ['update-ref', 'refs/heads/main', accepted])
  await watch.poke()
  expect(await state()).toMatchObject({ acceptedHead: accepted, heldHead: null, heldReason: null })
  const events = await database.db.selectFrom('events').select('change').orderBy('cursor').execute()
  expect(events.map(({ change }) => (change.type === 'repository' ? change.state : ''))).toEqual(['HELD', 'ACCEPTED'])
})

test('an operator accepts a rewritten head by naming it, and its difference is one step', async () => {
  await watch.poke()
  const first = (await repository.readHead())!
  await commitByHand(path(), { 'projects/shop.yaml': 'x' })
  await watch.poke()
  told()
  const theirs = await commitByHand(path(), { 'projects/other.yaml': 'y' }, { force: true, onto: first })
  await watch.poke()
  const approve = (head: string) => write(database.db, (write) => approveHead(write, 'main', head))
  expect(await approve(first)).toBe('wrong')
  expect(await approve(theirs)).toBe('approved')
  const later = await commitByHand(path(), { 'projects/later.yaml': 'z' })
  await watch.poke()
  expect(told()).toEqual(['other: null → y', 'shop: x → null', 'later: null → z'])
  expect(await state()).toMatchObject({ acceptedHead: later, heldHead: null, approvedHead: null })
})

test('five files may vanish in one step, six are held until an operator accepts', async () => {
  await watch.poke()
  await commitByHand(path(), files(11, 'x'))
  await watch.poke()
  told()
  await commitByHand(path(), files(5, null))
  await watch.poke()
  expect(told()).toHaveLength(5)
  const six = Object.fromEntries(Object.entries(files(11, null)).slice(5))
  const head = await commitByHand(path(), six)
  await watch.poke()
  expect(told()).toEqual([])
  expect(await state()).toMatchObject({
    heldHead: head,
    heldReason: { type: 'vanished', projects: ['p10', 'p5', 'p6', 'p7', 'p8', 'p9'] },
  })
  await write(database.db, (write) => approveHead(write, 'main', head))
  await watch.poke()
  expect(told()).toHaveLength(6)
})

test('projects that operations deleted do not count as vanished, a forged trailer does', async () => {
  await watch.poke()
  await commitByHand(path(), files(12, 'x'))
  await watch.poke()
  told()
  const remove = async (numbers: number[], isKnown: boolean): Promise<void> => {
    const commits = await Promise.all(
      numbers.map(async (number) => {
        const operation = anOperation({ project: `p${number}`, targets: [], kind: 'DELETE_PROJECT' })
        if (isKnown) await write(database.db, (write) => recordOperation(write, operation))
        return aCommit(`p${number}`, null, { operation: operation.id })
      }),
    )
    await repository.commit(commits, await repository.readHead())
    await watch.poke()
  }
  await remove([0, 1, 2, 3, 4, 5], true)
  expect(told()).toHaveLength(6)
  await remove([6, 7, 8, 9, 10, 11], false)
  expect(await state()).toMatchObject({ heldReason: { type: 'vanished' } })
})

test('a branch that is gone is held and not started again, unless an operator says so', async () => {
  await watch.poke()
  await commitByHand(path(), { 'projects/shop.yaml': 'x' })
  await watch.poke()
  told()
  await origin.git.must('lose the branch', ['update-ref', '-d', 'refs/heads/main'])
  await watch.poke()
  expect(await state()).toMatchObject({ heldHead: noCommit, heldReason: { type: 'emptied' } })
  expect(await origin.readHead()).toBeNull()
  await write(database.db, (write) => approveHead(write, 'main', noCommit))
  await watch.poke()
  expect(told()).toEqual(['shop: x → null'])
  expect(await state()).toMatchObject({ acceptedHead: await origin.readHead(), heldHead: null })
})

test('a wrong remote is held: nothing of it becomes a wish', async () => {
  await commitByHandAfterStart()
  await watch.poke()
  told()
  await watch.close()
  const other = await aRepository(join(folder.path, 'wrong'))
  await other.initialise()
  await commitByHand(join(folder.path, 'wrong'), { 'projects/foreign.yaml': 'f' })
  repository.close()
  repository = await aRepository(join(folder.path, 'second-copy'), {
    remote: { url: join(folder.path, 'wrong'), credentials: null, ssh: null },
  })
  watch = aWatch()
  await watch.poke()
  expect(told()).toEqual([])
  expect(await state()).toMatchObject({ heldReason: { type: 'rewritten' } })
  // An operator who means it gets every file read again.
  await write(database.db, async (w) => approveHead(w, 'main', (await state()).heldHead!))
  await watch.poke()
  expect(told()).toEqual(['foreign: null → f'])
  other.close()
})

test('a remote that is away changes nothing and is read again later', async () => {
  await commitByHandAfterStart()
  await watch.poke()
  told()
  const before = await state()
  await rename(path(), `${path()}-away`)
  await watch.poke()
  expect(await state()).toEqual(before)
  await rename(`${path()}-away`, path())
  await commitByHand(path(), { 'projects/back.yaml': 'b' })
  await watch.poke()
  expect(told()).toEqual(['back: null → b'])
})

test('very many changes come in parts, whole commits each, and none is left out', async () => {
  await watch.poke()
  told()
  const commits = Array.from({ length: 450 }, (_, number) => aCommit(`q${number}`, `${number}`))
  await repository.commit(commits, await repository.readHead())
  await watch.poke()
  expect(seen.length).toBeGreaterThan(1)
  expect(told()).toEqual(commits.map((_, number) => `q${number}: null → ${number}`))
  expect((await state()).acceptedHead).toBe(await repository.readHead())
})

async function commitByHandAfterStart(): Promise<void> {
  await watch.poke()
  await commitByHand(path(), { 'projects/shop.yaml': 'x' })
}
