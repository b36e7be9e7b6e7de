import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../run/lock.ts'
import { cacheKey, type Ingredients } from './cache-key.ts'
import { withProgress } from './progress.ts'

export type CachedPart = {
  /** What is built: also the name of its folder in the cache. */
  readonly part: string
  readonly version: string
  readonly ingredients: Ingredients
  /** Says that it is built, and how long that takes the first time. */
  readonly saying: string
  /** Builds into an empty folder; `logFile` is where a builder's own words go. */
  readonly build: (folder: string, logFile: string) => Promise<void>
}

/** Where parts are kept, and how a person sees that something is built. */
export type Cache = {
  readonly folder: string
  readonly say: (line: string) => void
  /** Ends a builder in the middle: nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined
}

/** The folder with the built part. It is built first if no earlier run did; of several at once, one builds. */
export async function cached(cache: Cache, wanted: CachedPart): Promise<string> {
  const home = join(cache.folder, wanted.part)
  const goal = join(home, cacheKey(wanted.version, wanted.ingredients))
  if (await isFolder(goal)) return goal
  await mkdir(home, { recursive: true })
  const wait = (): void => cache.say(`waiting for another run that builds ${wanted.part} …`)
  await withLock(`build:${home}`, wait, async () => {
    if (!(await isFolder(goal))) await buildInto(cache, wanted, home, goal)
  })
  return goal
}

// Built beside the goal and renamed, so that a build that was killed never leaves half a part to be used.
async function buildInto(cache: Cache, wanted: CachedPart, home: string, goal: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith('.')) await rm(join(home, name), { recursive: true, force: true }) // of a build that was killed
  }
  const half = join(home, `.${randomUUID()}`)
  const logFile = join(home, 'build.log')
  await mkdir(half, { mode: 0o755 })
  try {
    await withProgress(cache.say, wanted.saying, () => wanted.build(half, logFile))
    await rename(half, goal)
  } catch (cause) {
    await rm(half, { recursive: true, force: true })
    throw new Error(`build ${wanted.part} ${wanted.version}`, { cause })
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw new Error(`look into the cache ${path}`, { cause: error })
  }
}
