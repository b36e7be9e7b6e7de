import { progress, type Progress } from './documents.ts'
import type { GraphClient } from './graph-client.ts'

const finalStates = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'SUPERSEDED'])

export type Followed = {
  /** How the operation ended, or `WAITING` where nothing of it goes on before somebody sets a secret. */
  readonly state: string
  readonly operation: Progress['operation']
}

/** Follows an operation until it has ended or waits for somebody; `show` is told each event as it comes. */
export async function follow(client: GraphClient, id: string, show: (event: Progress) => void): Promise<Followed> {
  for await (const { operation: event } of client.follow(progress.shape, progress.query, { id })) {
    show(event)
    const { operation, change } = event
    // The operation is shown as it is now, which may be ahead of the event: the last event says that it has ended.
    const state = change.state ?? (change.type === 'PRESENT' ? operation.state : '')
    if (finalStates.has(state)) return { state: operation.state, operation }
    const open = operation.targets.filter((target) => !finalStates.has(target.state))
    if (open.length > 0 && open.every(isWaitingForSecret)) return { state: 'WAITING', operation }
  }
  throw new Error('The stream of steps ended before the operation did.')
}

/** Whether nothing is made of a target until a secret has its value. */
export function isWaitingForSecret({ waitingFor }: Progress['operation']['targets'][number]): boolean {
  return waitingFor?.problem?.code === 'SECRET_MISSING'
}
