import { setTimeout as delay } from 'node:timers/promises'

const everyMs = 100

/** Returns once `isSo` holds; asks again and again, and throws with what was waited for when the time is over. */
export async function eventually(what: string, limitMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s in vain until ${what}.`)
    await delay(everyMs)
  }
}
