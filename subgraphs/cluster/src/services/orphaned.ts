import { problem } from '@operations-manager/schema/problems/problem.ts'
import { Stalled } from '../reconcile/outcome.ts'
import { describeObject, type MarkedObject } from '../reconcile/sweep.ts'
import type { Mark } from './mark.ts'

/** The mark as it is now, if it is still the one that the object was listed with; refuses everything else. */
export function refuseChanged(marked: MarkedObject, mark: Mark | null): Mark {
  const isSame =
    mark !== null &&
    mark.retainedUntil === null &&
    mark.project === marked.project &&
    mark.deployment === (marked.deployment ?? '') &&
    mark.service === (marked.service ?? '')
  if (!isSame) refuseMoved(marked)
  return mark
}

/** Refuses what changed between being listed and being acted on. */
export function refuseMoved({ object }: MarkedObject): never {
  const message = `The ${describeObject(object)} changed while it was looked at, so it was left as it is. Look at what is orphaned now, and ask again.`
  throw new Stalled(problem('STATE_WRONG', message, { path: ['object'], retry: 'NOW' }))
}

/** Refuses what others have to go before. */
export function refuseUntilGone({ object }: MarkedObject, names: readonly string[]): void {
  if (names.length === 0) return
  const message = `The ${describeObject(object)} still holds ${names.join(', ')}. Remove or adopt these first.`
  throw new Stalled(problem('IN_USE', message, { path: ['object'], details: { usedBy: names } }))
}
