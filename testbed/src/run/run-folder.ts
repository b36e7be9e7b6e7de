import { randomUUID } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { removeBridge } from '../node/bridge.ts'
import { removeGroups } from '../node/control-groups.ts'
import { cleanRun } from './clean-run.ts'
import { withLock } from './lock.ts'
import { isRunning, recordOf } from './process-record.ts'
import { ProcessBook } from './process-book.ts'

/** One running testbed: its number among those of this account, and the folder that holds everything of it. */
export type Run = {
  /** Distinct among all testbeds that run now; names of namespaces and subnets are made of it. */
  readonly index: number
  readonly folder: string
  readonly logFolder: string
  /** The processes of this run; what is written here is ended by the next start if this one is killed. */
  readonly processes: ProcessBook
  /** Ends what still runs, and removes the folder. */
  close(): Promise<void>
}

const Owner = z.object({ pid: z.number().int(), startTicks: z.number().int(), boot: z.string() })

/** Where the runs of an account are, and what a run with a number may have left outside its folder. */
export type Runs = { readonly base: string; readonly removeOutside: (index: number) => Promise<void> }

/** Opens a new run. First it cleans what runs that were killed have left. */
export async function openRun(say: (line: string) => void, runs = runsOfAccount()): Promise<Run> {
  const { base, removeOutside } = runs
  await makeOwnFolder(base)
  const wait = (): void => say('waiting for another testbed that starts at this moment …')
  const index = await withLock(`runs:${base}`, wait, async () => {
    const taken = await cleanLeftOver(runs, say)
    return await claim(base, taken)
  })
  const folder = join(base, String(index))
  const logFolder = join(folder, 'log')
  await mkdir(logFolder, { mode: 0o700 })
  return {
    index,
    folder,
    logFolder,
    processes: new ProcessBook(join(folder, 'processes')),
    close: async () => {
      await cleanRun(folder, () => removeOutside(index))
    },
  }
}

// PostgreSQL and the nodes' programs run as other accounts, which must be able to enter every folder above theirs.
// Root's folder is out of anybody's reach; other accounts have theirs in the folder for temporary files.
// Numbers are distinct within one account, and only root's runs have anything outside their folders: nodes.
function runsOfAccount(): Runs {
  const account = process.getuid?.() ?? 0
  if (account !== 0) {
    return { base: join(tmpdir(), `operations-manager-testbed-${account}`), removeOutside: async () => {} }
  }
  return {
    base: '/var/lib/operations-manager/testbed',
    // A node's network and mounts went with its processes.
    removeOutside: async (index) => void (await Promise.all([removeBridge(index), removeGroups(index)])),
  }
}

async function makeOwnFolder(base: string): Promise<void> {
  await mkdir(base, { recursive: true, mode: 0o755 })
  const { uid } = await ownFolder(base)
  if (uid !== process.getuid?.()) throw new Error(`${base} belongs to another account. Remove it, or set TMPDIR.`)
}

async function ownFolder(base: string): Promise<{ uid: number }> {
  const stat = await lstat(base)
  if (!stat.isDirectory()) throw new Error(`${base} is not a folder. Remove it, or set TMPDIR.`)
  return stat
}

/** Cleans every run whose process is gone, and returns the numbers of those that live. */
async function cleanLeftOver({ base, removeOutside }: Runs, say: (line: string) => void): Promise<ReadonlySet<number>> {
  const alive = new Set<number>()
  for (const name of await readdir(base)) {
    const folder = join(base, name)
    if (name.startsWith('.claim-')) {
      await rm(folder, { recursive: true, force: true }) // of a start that was cut off
    } else if (!/^\d+$/.test(name)) {
      continue
    } else if (await hasLivingOwner(folder)) {
      alive.add(Number(name))
    } else {
      say(`cleaning what the testbed ${name} left when it was killed …`)
      await cleanRun(folder, () => removeOutside(Number(name)))
    }
  }
  return alive
}

async function hasLivingOwner(folder: string): Promise<boolean> {
  let text: string
  try {
    text = await readFile(join(folder, 'owner.json'), 'utf8')
  } catch (error) {
    // The owner is in the folder from the start and is removed last: without it nobody lives here.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw new Error(`see whose testbed ${folder} is`, { cause: error })
  }
  return isRunning(Owner.parse(JSON.parse(text)))
}

// Made beside its place and renamed, so that a run's folder never lacks its owner.
async function claim(base: string, taken: ReadonlySet<number>): Promise<number> {
  const owner = recordOf(process.pid)
  if (owner === null) throw new Error('this process is not in /proc')
  let index = 0
  while (taken.has(index)) index += 1
  const made = join(base, `.claim-${randomUUID()}`)
  await mkdir(join(made, 'processes'), { recursive: true, mode: 0o755 })
  await chmod(made, 0o755)
  await chmod(join(made, 'processes'), 0o700)
  await writeFile(join(made, 'owner.json'), JSON.stringify(owner))
  await rename(made, join(base, String(index)))
  return index
}
