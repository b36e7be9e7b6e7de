import { readFile, rename, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { childrenOf } from '../run/children-of.ts'
import { runProgram } from '../run/run-program.ts'
import type { Program } from '../run/program.ts'
import { isProcessGone, sendSignal } from '../run/send-signal.ts'
import { workers } from './nginx.ts'

type Place = { readonly file: string; readonly folder: string }

/**
 * Writes a configuration where nginx reads it. One that nginx refuses never takes the place of the one that works; where
 * only addresses of pods are others it cannot be refused, and asking would cost as much as all the rest.
 */
export async function putConfiguration({ file, folder }: Place, text: string, mayBeRefused: boolean): Promise<void> {
  const fresh = `${file}.new`
  await writeFile(fresh, text)
  if (mayBeRefused) await runProgram('nginx', ['-t', '-q', '-c', fresh, '-p', folder])
  await rename(fresh, file)
}

const lookAgainMs = 2
const patienceMs = 1_000

/**
 * Lets nginx take up what was written, and returns when only what was asked before is still answered by the old
 * configuration. Its first process starts new workers, sleeps a tenth of a second, and tells the old ones to end only
 * then; here they are told as soon as the new ones are there. What comes between waits to be accepted.
 */
export async function takeUp({ pid }: Pick<Program, 'pid'>): Promise<void> {
  if (pid === null) return
  const before = await childrenOf(pid)
  process.kill(pid, 'SIGHUP')
  const ended = Date.now() + patienceMs
  while (Date.now() < ended) {
    await pause(lookAgainMs)
    const children = await childrenOf(pid)
    const old = children.filter((child) => before.includes(child))
    if (children.length - old.length < workers) continue
    const answering = await whichOf(old, takesRequests)
    if (answering.length === 0) return
    // The first process starts none of them again, since it is about to tell them the same.
    for (const worker of answering) sendSignal(worker, 'SIGQUIT')
  }
}

async function whichOf<Item>(items: readonly Item[], is: (item: Item) => Promise<boolean>): Promise<readonly Item[]> {
  const answers = await Promise.all(items.map(is))
  return items.filter((_item, index) => answers[index] === true)
}

/** Whether a worker takes new requests: one that only ends what it has says so in its title. */
async function takesRequests(worker: number): Promise<boolean> {
  try {
    const title = await readFile(`/proc/${worker}/cmdline`, 'utf8')
    // A process that has ended and was not waited for yet has an empty one.
    return title !== '' && !title.includes('shutting down')
  } catch (error) {
    if (isProcessGone(error)) return false
    throw error
  }
}
