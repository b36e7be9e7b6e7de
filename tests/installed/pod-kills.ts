import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import type { BackendPods } from '@operations-manager/testbed/installation/backend-pods.ts'
import { areAt } from '../faults/boundaries.ts'
import type { LinkLine, Place } from '../faults/link-line.ts'

/** An installed cluster backend, and its line to the registry. */
export type Victim = { readonly pods: BackendPods; readonly link: LinkLine }

/**
 * Ends the program that acts with `kill -9` each time that reports pass of which `isTime` says so, at once; the message
 * goes no further. The program stands still until it can know that its word was stored, so it does nothing behind what
 * it reported. Answers what puts an end to this.
 */
export async function killWhen(
  { pods, link }: Victim,
  isTime: (place: Place, reports: readonly Report[]) => boolean,
): Promise<() => void> {
  let programs: readonly number[] = []
  const say = (signal: NodeJS.Signals): void => programs.forEach((id) => process.kill(id, signal))
  const look = async (): Promise<void> => {
    programs = await pods.programs(await pods.leader())
  }
  await look()
  // Nothing of the program that its pod starts next goes on before it can be ended as well.
  link.admit = look
  link.underWay = (isUnderWay) => say(isUnderWay ? 'SIGSTOP' : 'SIGCONT')
  link.gate = (place, reports) => {
    if (!isTime(place, reports)) return true
    say('SIGKILL')
    programs = []
    return false
  }
  return () => {
    link.admit = () => Promise.resolve()
    link.underWay = () => undefined
    link.gate = () => true
    say('SIGCONT')
  }
}

export type Kill = { readonly place: Place; readonly boundaries: readonly string[] }

/** In turn the registry never hears of a boundary, and the program never hears that it was heard. */
const turns: readonly Place[] = ['said', 'stored']

/**
 * Ends the program that acts each time that the report of a boundary passes at which it was not ended yet; resolves when
 * there is no such boundary left.
 */
export async function killAtEach(
  victim: Victim,
  { ref, boundaries }: { readonly ref: DeploymentRef; readonly boundaries: readonly string[] },
  onKill: (kill: Kill) => void,
): Promise<void> {
  const left = new Set(boundaries)
  const over = Promise.withResolvers<void>()
  let kills = 0
  const stop = await killWhen(victim, (place, reports) => {
    const passing = [...left].filter((boundary) => areAt(boundary, ref, reports))
    if (place !== turns[kills % turns.length] || passing.length === 0) return false
    kills += 1
    for (const boundary of passing) left.delete(boundary)
    onKill({ place, boundaries: passing })
    if (left.size === 0) over.resolve()
    return true
  })
  try {
    await over.promise
  } finally {
    stop()
  }
}
