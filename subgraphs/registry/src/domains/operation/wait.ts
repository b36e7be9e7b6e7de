import type { OperationMilestone } from '@operations-manager/schema/generated/registry.ts'
import type { App } from '../../context.ts'
import { readOperation, type OperationView } from '../../store/operations.ts'
import { topLevel } from '../errors.ts'
import { isFinal } from '../../store/operation-state.ts'

const normalSeconds = 30
const mostSeconds = 60

/** How long to wait, in milliseconds; refuses what is out of bounds. */
export function waitMs(timeoutSeconds: number | null | undefined): number {
  const seconds = timeoutSeconds ?? normalSeconds
  if (seconds >= 0 && seconds <= mostSeconds) return seconds * 1000
  throw topLevel('BAD_USER_INPUT', `\`timeoutSeconds\` is ${seconds}; it must be between 0 and ${mostSeconds}.`)
}

/** True once the operation, or one target of it, has come so far. A failed operation comes no further. */
export function isReached(view: OperationView, milestone: OperationMilestone, deployment: string | null): boolean {
  const { operation } = view
  if (operation.finishedAt !== null || operation.saveState === 'FAILED') return true
  if (operation.saveState === 'PENDING') return false
  if (milestone === 'SAVED') return true
  const targets = deployment === null ? view.targets : view.targets.filter((target) => target.deployment === deployment)
  if (deployment !== null && targets.length === 0) return true
  if (milestone === 'FINISHED') return targets.every(({ state }) => isFinal(state))
  return deployment === null
    ? targets.some(({ state }) => state !== 'SAVED')
    : targets.every(({ state }) => state !== 'SAVED')
}

/** Waits on the feed, without asking again and again, until the milestone is reached or the time is over. */
export async function waitFor(
  { db, feeds }: Pick<App, 'db' | 'feeds'>,
  id: string,
  until: { readonly milestone: OperationMilestone; readonly deployment: string | null; readonly timeoutMs: number },
): Promise<void> {
  const feed = await feeds.open({ type: 'operation', id }, null)
  const timer = setTimeout(() => feed.close(), until.timeoutMs)
  try {
    const isOver = async (): Promise<boolean> => {
      const view = await readOperation(db, id)
      return view === null || isReached(view, until.milestone, until.deployment)
    }
    if (await isOver()) return
    for await (const { change } of feed) {
      if ((change.type === 'operation' || change.type === 'target') && (await isOver())) return
    }
  } finally {
    clearTimeout(timer)
    feed.close()
  }
}
