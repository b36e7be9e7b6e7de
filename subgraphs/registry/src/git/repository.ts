import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { NewCommit } from './edit.ts'
import { RepositoryUnavailable } from './errors.ts'
import { importStream } from './fast-import.ts'
import { createGit, describe, type Git, type GitOptions } from './git.ts'
import { createObjectReader, type GitObject } from './object-reader.ts'
import { removeStaleLocks } from './stale-locks.ts'
import { isObjectId, noCommit, pathOfProject, projectOfPath } from './paths.ts'
import { createRemote, type Remote, type RemoteSettings } from './remote.ts'

export type RepositoryOptions = Omit<GitOptions, 'folder'> & {
  /** A bare repository: the real one, or with a remote our copy of it. Made when it is not there. */
  readonly folder: string
  readonly branch: string
  readonly remote: RemoteSettings | null
}

export type CommitResult =
  | { readonly type: 'committed'; readonly commits: readonly string[] }
  /** The branch is not at the expected head any more; nothing was changed. */
  | { readonly type: 'moved' }

/** A bare repository with the project files. Everything may throw `RepositoryUnavailable`. */
export type Repository = {
  readonly branch: string
  readonly git: Git
  /** The head as last known here; null: there is no branch. */
  readHead(): Promise<string | null>
  /** The same after asking the remote, where there is one. */
  refresh(): Promise<string | null>
  /** The file of a project in the branch, or at a revision; null: there is none. */
  readFile(project: string, revision?: string): Promise<string | null>
  /** project → blob, for every project file at a revision. */
  listFiles(revision: string): Promise<ReadonlyMap<string, string>>
  /** Any object by its name; null: there is none. */
  readObject(name: string): Promise<GitObject | null>
  isAncestor(ancestor: string, of: string): Promise<boolean>
  /** Writes these commits, one upon the other, if the branch is still at `expectedHead`: all of them, or none. */
  commit(commits: readonly NewCommit[], expectedHead: string | null): Promise<CommitResult>
  /** Gives a branch that does not exist its first, empty commit. */
  initialise(): Promise<string>
  /** Packs what has piled up and indexes the history; for a quiet hour. */
  maintain(): Promise<void>
  close(): void
}

/** Opens the repository, and makes the folder where there is none. Does not ask the remote yet. */
export async function openRepository(options: RepositoryOptions): Promise<Repository> {
  const git = createGit(options)
  await prepareFolder(git, options.folder, options.branch)
  const objects = createObjectReader(git, options.timeoutMs)
  const ref = `refs/heads/${options.branch}`
  const remote = options.remote === null ? null : createRemote(git, options.remote, options.branch)
  const inTurn = oneAtATime()

  const readHead: Repository['readHead'] = async () => (await objects.read(ref))?.id ?? null
  const place = { git, remote, ref, folder: options.folder }
  const move = (from: string | null, to: string): Promise<'moved' | 'done'> => moveBranch(place, from, to)

  const commit: Repository['commit'] = async (commits, expectedHead) => {
    const stream = importStream(commits, expectedHead, `refs/operations-manager/${randomUUID()}`)
    const ids = (await git.must('write the commits', ['fast-import', '--quiet', '--done'], stream)).trim().split('\n')
    const last = ids.at(-1)
    if (ids.length !== commits.length || last === undefined || !ids.every(isObjectId)) {
      throw new RepositoryUnavailable('broken', 'Git did not tell which commits it wrote.')
    }
    const moved = await inTurn(() => move(expectedHead, last))
    return moved === 'done' ? { type: 'committed', commits: ids } : { type: 'moved' }
  }

  return {
    branch: options.branch,
    git,
    readHead,
    refresh: () => inTurn(() => refresh(place, readHead)),
    readFile: async (project, revision = ref) => {
      const object = await objects.read(`${revision}:${pathOfProject(project)}`)
      if (object !== null) return object.content.toString('utf8')
      // No file is an answer only where there is a tree to look into, or no branch at all.
      const hasTree = (await objects.read(`${revision}^{tree}`)) !== null
      if (!hasTree && (revision !== ref || (await readHead()) !== null)) {
        throw new RepositoryUnavailable('broken', `The repository does not have the revision ${revision}.`)
      }
      return null
    },
    listFiles: async (revision) =>
      parseTree(await git.must('list the files', ['ls-tree', '-z', revision, 'projects/'])),
    readObject: (name) => objects.read(name),
    isAncestor: async (ancestor, of) => {
      const result = await git.run(['merge-base', '--is-ancestor', ancestor, of])
      if (result.exitCode === 0 || result.exitCode === 1) return result.exitCode === 0
      throw new RepositoryUnavailable('broken', `Git could not compare two commits: ${describe(result.stderr)}`)
    },
    commit,
    initialise: () => initialise(place, inTurn, readHead),
    maintain: () => maintain(git),
    close: () => objects.close(),
  }
}

async function prepareFolder(git: Git, folder: string, branch: string): Promise<void> {
  if ((await git.run(['check-ref-format', '--branch', branch])).exitCode !== 0) {
    throw new Error(`"${branch}" is no name for a branch`)
  }
  const known = await git.run(['rev-parse', '--is-bare-repository'])
  if (known.exitCode === 0) return
  await mkdir(folder, { recursive: true })
  await git.must('make the repository', ['init', '--quiet', '--bare', `--initial-branch=${branch}`, folder])
}

/** Git keeps readers and writers going meanwhile; what is younger than two weeks stays, referred to or not. */
async function maintain(git: Git): Promise<void> {
  for (const args of [
    ['gc', '--quiet', '--prune=2.weeks.ago'],
    ['commit-graph', 'write', '--reachable', '--changed-paths'],
  ]) {
    const result = await git.run(args, { timeoutMs: 10 * 60_000 })
    if (result.exitCode !== 0) {
      throw new RepositoryUnavailable('broken', `Git could not pack the repository: ${describe(result.stderr)}`)
    }
  }
}

type Place = { readonly git: Git; readonly remote: Remote | null; readonly ref: string; readonly folder: string }

/** Moves the branch if it is where we expect it: at the remote first, which decides, then here. */
async function moveBranch(place: Place, from: string | null, to: string): Promise<'moved' | 'done'> {
  const { git, remote, ref, folder } = place
  if (remote !== null) {
    if ((await remote.push(from, to)) === 'moved') return 'moved'
    const noted = await git.run(['update-ref', ref, to])
    // The commit is in the branch whatever our copy says; where it could not be noted, the next refresh reads it.
    if (noted.exitCode !== 0) await removeStaleLocks(folder, ref)
    return 'done'
  }
  const result = await git.run(['update-ref', ref, to, from ?? noCommit])
  if (result.exitCode === 0) return 'done'
  if (result.stderr.includes('Unable to create')) {
    // Somebody is just moving it, or was killed while doing so and left the lock.
    await removeStaleLocks(folder, ref)
    return 'moved'
  }
  if (/but expected|reference already exists|unable to resolve/.test(result.stderr)) return 'moved'
  throw new RepositoryUnavailable('broken', `Git could not move the branch: ${describe(result.stderr)}`)
}

async function refresh(place: Place, readHead: () => Promise<string | null>): Promise<string | null> {
  const { git, remote, ref, folder } = place
  const here = await readHead()
  if (remote === null) return here
  const there = await remote.readHead()
  if (there === here) return here
  await removeStaleLocks(folder, ref)
  if (there === null) {
    await git.must('forget the branch', ['update-ref', '-d', ref])
    return null
  }
  await remote.fetch()
  return readHead()
}

/** Moving a branch takes Git some milliseconds, on a busy machine some hundreds. */
const startTries = 40
const startAgainMs = 50

/** Author of the first commit, which has no caller. */
const platform = 'Operations Manager <operations-manager@invalid>'

async function initialise(place: Place, inTurn: Turn, readHead: () => Promise<string | null>): Promise<string> {
  const { git } = place
  const seconds = Math.floor(Date.now() / 1000)
  const tree = (await git.must('write an empty tree', ['hash-object', '-w', '-t', 'tree', '--stdin'], '')).trim()
  const text = `tree ${tree}\nauthor ${platform} ${seconds} +0000\ncommitter ${platform} ${seconds} +0000\n\nStart the projects repository\n`
  const first = (
    await git.must('write the first commit', ['hash-object', '-w', '-t', 'commit', '--stdin'], text)
  ).trim()
  // Somebody else may be faster; then theirs is the first commit. While they are at it there is none yet, for either.
  for (let tries = 0; tries < startTries; tries += 1) {
    await inTurn(() => moveBranch(place, null, first))
    const head = await inTurn(() => refresh(place, readHead))
    if (head !== null) return head
    await pause(startAgainMs)
  }
  throw new RepositoryUnavailable('broken', 'The branch could not be started.')
}

function parseTree(listing: string): ReadonlyMap<string, string> {
  const files = listing.split('\0').flatMap((entry) => {
    const [, blob, path] = /^100(?:644|755) blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? []
    const project = path === undefined ? null : projectOfPath(path)
    return blob === undefined || project === null ? [] : [[project, blob] as const]
  })
  return new Map(files)
}

type Turn = <T>(work: () => Promise<T>) => Promise<T>

/** Runs one piece of work after the other: a slow fetch must not put an older head over that of a push. */
function oneAtATime(): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined) // whoever asked for the work hears of its failure
    return next
  }
}
