import { rename, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { childrenOf } from '../run/children-of.ts'
import { runProgram } from '../run/run-program.ts'
import type { Program } from '../run/program.ts'
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
 * Lets nginx take up what was written. Its first process starts new workers, sleeps a tenth of a second, and only then
 * tells the old ones to end, which answer by the old configuration until then: a signal that means nothing to it ends
 * that sleep as soon as the new workers are there.
 */
export async function takeUp({ pid }: Pick<Program, 'pid'>): Promise<void> {
  if (pid === null) return
  const before = await childrenOf(pid)
  process.kill(pid, 'SIGHUP')
  const ended = Date.now() + patienceMs
  while (Date.now() < ended) {
    await pause(lookAgainMs)
    const fresh = (await childrenOf(pid)).filter((child) => !before.includes(child))
    if (fresh.length < workers) continue
    process.kill(pid, 'SIGCHLD')
    return
  }
}
