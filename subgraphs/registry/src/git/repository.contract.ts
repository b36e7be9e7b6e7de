import { execFile } from 'node:child_process'
import { readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHistory } from './history.ts'
import { RepositoryUnavailable } from './errors.ts'
import { openRepository, type Repository } from './repository.ts'
import { aCommit, aFolder, aRepository, commitByHand, putHook } from './testing.ts'
import { findOperationCommits } from './trailers.ts'

let folder: Awaited<ReturnType<typeof aFolder>>
let open: Repository[]

beforeEach(async () => {
  folder = await aFolder()
  open = []
})
afterEach(async () => {
  for (const repository of open) repository.close()
  await folder.remove()
})

type Place = (copy?: string) => Promise<Repository>

/** The branch in our own folder. */
const local: Place = async () => {
  const repository = await aRepository(join(folder.path, 'origin'))
  open.push(repository)
  return repository
}

/** The branch in a second bare repository that only fetch and push reach. */
const remote: Place = async (copy = 'copy') => {
  const origin = await aRepository(join(folder.path, 'origin'))
  const settings = { url: join(folder.path, 'origin'), credentials: null, ssh: null }
  const repository = await aRepository(join(folder.path, copy), { remote: settings })
  open.push(origin, repository)
  return repository
}

describe.each<[string, Place]>([
  ['a local repository', local],
  ['a remote repository', remote],
])('%s', (_, place) => {
  test('an empty repository has no head, and is started with one commit however many do it', async () => {
    const repository = await place()
    const other = await place('other')
    expect(await repository.refresh()).toBeNull()
    expect(await repository.readFile('shop')).toBeNull()
    const heads = await Promise.all([repository.initialise(), other.initialise()])
    expect(await repository.refresh()).toBe(heads[0])
    expect(new Set(heads).size).toBe(1)
  })

  test('what is committed is read back, byte by byte', async () => {
    const repository = await place()
    let head = await repository.initialise()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
        const result = await repository.commit([aCommit('shop', text)], head)
        if (result.type !== 'committed') throw new Error('moved')
        head = result.commits[0]!
        expect(await repository.readFile('shop')).toBe(text)
      }),
      { numRuns: 15 },
    )
  })

  test('a commit on a head that moved on changes nothing', async () => {
    const repository = await place()
    const head = await repository.initialise()
    const first = await repository.commit([aCommit('shop', 'one')], head)
    expect(first.type).toBe('committed')
    expect(await repository.commit([aCommit('shop', 'two')], head)).toEqual({ type: 'moved' })
    expect(await repository.commit([aCommit('shop', 'two')], null)).toEqual({ type: 'moved' })
    expect(await repository.readFile('shop')).toBe('one')
  })

  test('somebody else moves the branch: ours is refused, and after a refresh it goes', async () => {
    const repository = await place()
    const head = await repository.initialise()
    const theirs = await commitByHand(join(folder.path, 'origin'), { 'projects/shop.yaml': 'theirs' })
    expect(await repository.commit([aCommit('blog', 'ours')], head)).toEqual({ type: 'moved' })
    expect(await repository.refresh()).toBe(theirs)
    expect((await repository.commit([aCommit('blog', 'ours')], theirs)).type).toBe('committed')
    expect(await repository.readFile('shop')).toBe('theirs')
  })

  test('several edits are separate commits in one push, by their callers', async () => {
    const repository = await place()
    const head = await repository.initialise()
    const commits = [
      aCommit('a', '1', { operation: 'o-a' }),
      aCommit('b', '2', { operation: 'o-b', author: { name: 'Bob <x>\nCommitter: evil', email: 'bob@example.org' } }),
      aCommit('a', null, { operation: 'o-c', message: 'Take it away\n\nOperation: forged' }),
    ]
    const result = await repository.commit(commits, head)
    if (result.type !== 'committed') throw new Error('moved')
    const history = createHistory(repository)
    const [first, , third] = result.commits
    expect(await history.list('a', { first: 10, after: null })).toEqual([third, first])
    expect(await history.list('a', { first: 10, after: third! })).toEqual([first])
    expect(await history.read('a', third!)).toMatchObject({
      file: null,
      before: '1',
      message: 'Take it away',
      operationTrailer: 'o-c',
      verified: false,
    })
    expect(await history.read('b', result.commits[1]!)).toMatchObject({
      author: { name: 'Bob x Committer: evil' },
      file: '2',
      parent: first,
    })
    expect([...(await repository.listFiles(third!)).keys()]).toEqual(['b'])
  })

  test('commits of operations are found by their trailer, and the first counts where one was copied', async () => {
    const repository = await place()
    const head = await repository.initialise()
    const result = await repository.commit([aCommit('a', '1', { operation: 'o-a' })], head)
    await commitByHand(join(folder.path, 'origin'), { 'projects/x.yaml': 'x' }, { message: 'Copy\n\nOperation: o-a' })
    await repository.refresh()
    const found = await findOperationCommits(repository, ['o-a', 'o-never'], new Date())
    expect([...found]).toEqual([['o-a', result.type === 'committed' ? result.commits[0] : '']])
    expect(await findOperationCommits(repository, ['o-a'], new Date(Date.now() + 7_200_000))).toEqual(new Map())
  })

  test('two writers at once, in any interleaving: every edit is there once, none is lost', async () => {
    const [one, two] = [await place(), await place('second')]
    let head = await one.initialise()
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const start = await one.refresh()
        const write = async (repository: Repository, name: string): Promise<string> => {
          for (;;) {
            const seen = await scheduler.schedule(Promise.resolve(), `${name} reads`).then(() => repository.refresh())
            const lines = (await repository.readFile('shop', seen!)) ?? ''
            await scheduler.schedule(Promise.resolve(), `${name} writes`)
            const result = await repository.commit([aCommit('shop', `${lines}${name}\n`)], seen)
            if (result.type === 'committed') return result.commits[0]!
          }
        }
        const writers = Promise.all([write(one, 'a'), write(two, 'b'), write(one, 'c'), write(two, 'd')])
        const commits = await scheduler.waitFor(writers)
        head = (await one.refresh())!
        expect(commits).toContain(head)
        const count = await one.git.must('count', ['rev-list', '--count', `${start}..${head}`])
        expect(Number(count)).toBe(4)
        const before = (await one.readFile('shop', start!)) ?? ''
        const added = (await one.readFile('shop', head))!.slice(before.length).trim().split('\n')
        expect(added.toSorted()).toEqual(['a', 'b', 'c', 'd'])
      }),
      { numRuns: 8 },
    )
  })

  test('packing keeps everything readable', async () => {
    const repository = await place()
    const head = await repository.initialise()
    await repository.commit([aCommit('shop', 'x')], head)
    await repository.maintain()
    expect(await repository.readFile('shop')).toBe('x')
    expect(await createHistory(repository).list('shop', { first: 5, after: null })).toHaveLength(1)
  })
})

describe('what can go wrong', () => {
  const remoteAt = (url: string) => ({ remote: { url, credentials: null, ssh: null } })

  test('a remote whose hook refuses is unavailable as rejected, and the branch stays', async () => {
    const repository = await remote()
    const head = await repository.initialise()
    await putHook(join(folder.path, 'origin'), 'pre-receive', 'echo "not on a Friday" >&2; exit 1')
    const error: unknown = await repository.commit([aCommit('shop', 'x')], head).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(RepositoryUnavailable)
    expect(error).toMatchObject({ reason: 'rejected', message: expect.stringContaining('not on a Friday') })
    expect(await repository.refresh()).toBe(head)
    expect(await repository.readFile('shop')).toBeNull()
  })

  test('a remote that is not there is unreachable, never empty', async () => {
    const repository = await aRepository(join(folder.path, 'copy'), remoteAt(join(folder.path, 'nowhere')))
    open.push(repository)
    await expect(repository.refresh()).rejects.toMatchObject({ name: 'RepositoryUnavailable', reason: 'unreachable' })
    await expect(repository.commit([aCommit('shop', 'x')], null)).rejects.toBeInstanceOf(RepositoryUnavailable)
  })

  test('a remote that takes too long is a timeout', async () => {
    const repository = await remote()
    const head = await repository.initialise()
    await putHook(join(folder.path, 'origin'), 'pre-receive', 'exec sleep 30')
    const hasty = await aRepository(join(folder.path, 'hasty'), {
      ...remoteAt(join(folder.path, 'origin')),
      timeoutMs: 700,
    })
    open.push(hasty)
    await hasty.refresh()
    await expect(hasty.commit([aCommit('shop', 'x')], head)).rejects.toMatchObject({ reason: 'timeout' })
  })

  test('credentials in an address are refused by git itself rather than shown', async () => {
    const address = 'https://bot:s3cret@127.0.0.1:9/p.git'
    const repository = await aRepository(join(folder.path, 'copy'), remoteAt(address))
    open.push(repository)
    const error: unknown = await repository.refresh().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(RepositoryUnavailable)
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cret')
  })

  test('a revision that is not there is an error, and a missing file at one that is there is no file', async () => {
    const repository = await local()
    const head = await repository.initialise()
    expect(await repository.readFile('shop', head)).toBeNull()
    await expect(repository.readFile('shop', 'a'.repeat(40))).rejects.toBeInstanceOf(RepositoryUnavailable)
    expect(await createHistory(repository).read('shop', 'a'.repeat(40))).toBeNull()
    expect(await createHistory(repository).list('shop', { first: 5, after: '--all' })).toEqual([])
  })

  test('a machine without git says so', async () => {
    await expect(
      openRepository({ folder: join(folder.path, 'x'), branch: 'main', remote: null, program: 'no-such-git' }),
    ).rejects.toMatchObject({
      reason: 'broken',
      message: expect.stringContaining('installed'),
    })
  })

  test('hooks and settings of the machine do nothing here', async () => {
    const repository = await local()
    const head = await repository.initialise()
    for (const hook of ['reference-transaction', 'post-commit', 'update']) {
      await putHook(join(folder.path, 'origin'), hook, `touch ${join(folder.path, 'ran')}; exit 1`)
    }
    expect((await repository.commit([aCommit('shop', 'x')], head)).type).toBe('committed')
    expect(await readdir(folder.path)).not.toContain('ran')
  })

  test('reading goes on after the reading program was killed', async () => {
    const repository = await local()
    const head = await repository.initialise()
    await repository.commit([aCommit('shop', 'x')], head)
    expect(await repository.readFile('shop')).toBe('x')
    const { stdout } = await promisify(execFile)('pgrep', ['-P', `${process.pid}`, '-f', 'cat-file'])
    for (const pid of stdout.trim().split('\n')) process.kill(Number(pid), 'SIGKILL')
    await expect.poll(() => repository.readFile('shop').catch(() => 'dead'), { timeout: 5_000 }).toBe('x')
  })

  test.each<[string, Place]>([
    ['our own repository', local],
    ['our copy', remote],
  ])('a lock that a killed program left in %s does not stop commits for ever', async (_, place) => {
    const repository = await place()
    const head = await repository.initialise()
    const lock = join(folder.path, place === local ? 'origin' : 'copy', 'refs/heads/main.lock')
    await writeFile(lock, '')
    const early = await repository.commit([aCommit('shop', 'x')], head)
    // Only our own repository decides about the commit; a copy merely lags behind.
    expect(early.type).toBe(place === local ? 'moved' : 'committed')
    await utimes(lock, new Date(0), new Date(0))
    const late = await repository.commit([aCommit('shop', 'late')], head)
    expect(late).toEqual({ type: 'moved' })
    await repository.refresh()
    expect((await repository.commit([aCommit('blog', 'y')], await repository.readHead())).type).toBe('committed')
    expect(await repository.readFile('blog')).toBe('y')
  })

  test('a branch that somebody else is just starting is waited for', async () => {
    const repository = await local()
    const lock = join(folder.path, 'origin', 'refs/heads/main.lock')
    await writeFile(lock, '')
    const started = repository.initialise()
    setTimeout(() => void rm(lock), 200)
    expect(await started).toBe(await repository.readHead())
  })

  test('a branch name that is none is refused', async () => {
    await expect(aRepository(join(folder.path, 'x'), { branch: '../evil' })).rejects.toThrow('no name for a branch')
  })

  test('a repository that vanished is no empty branch to write to', async () => {
    const repository = await local()
    const head = await repository.initialise()
    await rm(join(folder.path, 'origin'), { recursive: true })
    await expect(repository.commit([aCommit('shop', 'x')], head)).rejects.toBeInstanceOf(RepositoryUnavailable)
  })
})
