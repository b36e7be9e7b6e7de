import type { ObjectRef, StatusReport } from '@operations-manager/schema/link/messages.ts'
import type { StepTrack, Track } from './track.ts'

/** The present state of a deployment as it is told, without the times. */
export type Status = Pick<
  StatusReport,
  'generation' | 'health' | 'headline' | 'addresses' | 'components' | 'orphaned' | 'notices'
>

/**
 * The state of a deployment from what its steps last saw. Says nothing that changes by itself (no times, no counts of
 * tries), and sorts its lists, so that equal worlds give equal answers. `wasReady`: it has worked before.
 */
export function statusOf(track: Track, options: { wasReady: boolean; notices: readonly string[] }): Status {
  const steps = [...track.steps.values()]
  const parts = steps.map(({ status }) => status)
  return {
    generation: track.generation,
    ...healthOf(track, steps, options.wasReady),
    addresses: parts.flatMap(({ addresses }) => addresses ?? []).sort((a, b) => compare(a.url, b.url)),
    components: Object.assign({}, ...parts.map(({ components }) => components ?? {})) as Status['components'], // a merge of records of that type
    orphaned: parts.flatMap(({ orphaned }) => orphaned ?? []).sort((a, b) => compare(nameOf(a), nameOf(b))),
    notices: [...new Set([...options.notices, ...parts.flatMap(({ notices }) => notices ?? [])])].sort(),
  }
}

function healthOf(
  track: Track,
  steps: readonly StepTrack[],
  wasReady: boolean,
): Pick<StatusReport, 'health' | 'headline'> {
  const removing = steps.length > 0 && steps.every(({ target }) => target.type === 'removal')
  const failed = steps.find(({ state }) => state === 'FAILED')
  if (failed !== undefined) return { health: wasReady ? 'DEGRADED' : 'FAILED', headline: failed.message }
  if (removing) return { health: 'REMOVING', headline: 'Being removed.' }
  if (track.gate !== null) return { health: 'PROGRESSING', headline: track.gate.message }
  if (steps.every(({ state }) => state === 'SUCCEEDED')) return { health: 'READY', headline: 'Everything works.' }
  if (track.isHeld) return { health: 'UNKNOWN', headline: 'Cancelled; it stays as it is until a new wish.' }
  const troubled = steps.find(({ problem }) => problem !== null)
  if (track.isSettled && wasReady)
    return troubled === undefined
      ? { health: 'READY', headline: 'Everything works.' }
      : { health: 'DEGRADED', headline: troubled.message }
  const current = troubled ?? steps.find(({ state }) => state === 'WAITING' || state === 'RUNNING')
  return { health: 'PROGRESSING', headline: current?.declaration.title ?? 'Waits for its turn.' }
}

function nameOf({ backend, kind, namespace, name }: ObjectRef): string {
  return [backend, kind, namespace ?? '', name].join('/')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
