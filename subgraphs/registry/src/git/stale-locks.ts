import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Git holds such a lock for milliseconds; one this old was left by a program that was killed. */
const staleMs = 60_000

/** Takes away locks on the branch that nobody holds any more; they would refuse every later commit. */
export async function removeStaleLocks(folder: string, ref: string): Promise<void> {
  for (const name of [`${ref}.lock`, 'packed-refs.lock', 'HEAD.lock']) {
    const path = join(folder, name)
    const age = await ageMs(path)
    if (age !== null && age > staleMs) await rm(path, { force: true })
  }
}

async function ageMs(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).mtimeMs
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
