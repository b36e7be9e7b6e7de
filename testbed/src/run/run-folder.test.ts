import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isRunning, recordOf } from './process-record.ts'
import { openRun, type Runs } from './run-folder.ts'

let base: string
let runs: Runs
let removedOutside: number[]
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'om-runs-'))
  removedOutside = []
  // These runs have numbers that a real one of this machine may have too; nothing of that one is theirs.
  runs = { base, removeOutside: async (index) => void removedOutside.push(index) }
})
afterEach(() => rm(base, { recursive: true, force: true }))

const quiet = (): void => {}

/** A process that only waits, in a group of its own. */
async function aProcess() {
  const child = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' })
  await once(child, 'spawn')
  const record = recordOf(child.pid!)!
  return { child, pid: child.pid!, record, ended: once(child, 'exit') }
}

test('runs that live side by side have numbers and folders of their own', async () => {
  const open = await Promise.all([openRun(quiet, runs), openRun(quiet, runs), openRun(quiet, runs)])
  expect(new Set(open.map(({ index }) => index))).toEqual(new Set([0, 1, 2]))
  await open.find(({ index }) => index === 1)!.close()
  const next = await openRun(quiet, runs)
  expect(next.index).toBe(1)
  await Promise.all([...open.filter(({ index }) => index !== 1), next].map((run) => run.close()))
  expect(await readdir(base)).toEqual([])
})

test('closing a run ends its processes', async () => {
  const run = await openRun(quiet, runs)
  const { pid, ended, record } = await aProcess()
  run.processes.add('waits', pid, { isGroup: true })
  await run.close()
  await ended
  expect(isRunning(record)).toBe(false)
})

test('the next start ends what a killed run left, and not a process that only got the number of one of them', async () => {
  const killed = await openRun(quiet, runs)
  const left = await aProcess()
  killed.processes.add('left', left.pid, { isGroup: true })
  const other = await aProcess()
  const reused = { name: 'reused', ...other.record, startTicks: other.record.startTicks - 1, isGroup: true }
  await writeFile(join(killed.folder, 'processes', `${other.pid}.json`), JSON.stringify(reused))
  const owner = { ...recordOf(process.pid)!, startTicks: 1 } // as if its process were gone
  await writeFile(join(killed.folder, 'owner.json'), JSON.stringify(owner))

  const said: string[] = []
  const next = await openRun((line) => said.push(line), runs)
  await left.ended
  expect(isRunning(left.record)).toBe(false)
  expect(isRunning(other.record)).toBe(true)
  expect(next.index).toBe(0)
  expect(removedOutside).toEqual([0])
  expect(said).toEqual([expect.stringContaining('the testbed 0')])

  await next.close()
  other.child.kill('SIGKILL')
  await other.ended
})
