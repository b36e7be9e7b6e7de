import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isThere } from '@operations-manager/sandbox/state/is-there.ts'
import { runProgram } from './run-program.ts'
import { ProcessBook, type BookedProcess } from './process-book.ts'
import { isRunning } from './process-record.ts'
import { sendSignal } from './send-signal.ts'

const endLimitMs = 10_000

/**
 * Removes all that a run made on this machine: its processes (exactly those in its book), what it has outside its
 * folder, what is mounted below it, and at last the folder. May be called again after it was cut off anywhere.
 */
export async function cleanRun(folder: string, removeOutside: () => Promise<void>): Promise<void> {
  await endProcesses(folder)
  await removeOutside()
  await unmountBelow(folder)
  await removeOwnerLast(folder)
}

async function endProcesses(folder: string): Promise<void> {
  if (!(await isThere(join(folder, 'processes')))) return
  const running = new ProcessBook(join(folder, 'processes')).running()
  for (const process of running) end(process)
  const deadline = Date.now() + endLimitMs
  while (running.some((process) => isRunning(process))) {
    if (Date.now() > deadline) {
      const names = running.filter((process) => isRunning(process)).map(({ name, pid }) => `${name} (${pid})`)
      throw new Error(`These processes of ${folder} did not end: ${names.join(', ')}.`)
    }
    await delay(20)
  }
}

// At once, not politely: nothing of a run outlives it, so nothing has to be written down.
function end({ pid, isGroup }: BookedProcess): void {
  sendSignal(isGroup ? -pid : pid, 'SIGKILL')
}

// A folder is never removed with something mounted in it: that would remove what is mounted.
async function unmountBelow(folder: string): Promise<void> {
  for (const place of mountsBelow(await readFile('/proc/self/mounts', 'utf8'), folder)) {
    await runProgram('umount', ['--lazy', place])
  }
  const left = mountsBelow(await readFile('/proc/self/mounts', 'utf8'), folder)
  if (left.length > 0) throw new Error(`Still mounted below ${folder}: ${left.join(', ')}.`)
}

/** The places below a folder where something is mounted, the deepest first, from the text of `/proc/self/mounts`. */
export function mountsBelow(mounts: string, folder: string): string[] {
  return mounts
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .map((place) =>
      place.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((place) => place.startsWith(`${folder}/`))
    .toSorted()
    .toReversed()
}

// Tried again where it fills while it is emptied: PostgreSQL's processes see only after a moment that their first one
// is gone. While anything is left, the folder is still known as the one of a run that is gone.
async function removeOwnerLast(folder: string): Promise<void> {
  if (!(await isThere(folder))) return
  for (const name of await readdir(folder)) {
    if (name !== 'owner.json') await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10 })
  }
  await rm(folder, { recursive: true, force: true })
}
