import { backOffMs } from '@operations-manager/runtime/timing/back-off.ts'
import { pause } from '@operations-manager/runtime/timing/pause.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import type { WishBook } from '../wishes/wishes.ts'
import { LinkRefused, type Connection } from './connection.ts'
import type { Outbox } from './outbox.ts'

export type Delivery = { readonly outbox: Outbox; readonly wishes: WishBook; readonly log: Log }

const reportsAtOnce = 200
/**
 * Steps come in bursts, and each delivery is a transaction of the registry, whatever is in it: those that come so soon
 * after the last one go together.
 */
const gatherMs = 20

/** Reports in order, one delivery at a time; what the registry cannot store now is sent again after a while. */
export async function deliver(
  { outbox, wishes, log }: Delivery,
  connection: Pick<Connection, 'report'>,
  signal: AbortSignal,
): Promise<void> {
  let sentAt = -Infinity
  for (let failures = 0; !signal.aborted;) {
    await gathered(outbox, sentAt, signal)
    if (signal.aborted) return
    const batch = outbox.take(reportsAtOnce)
    if (batch.length === 0) {
      if (outbox.overflowed()) wishes.tellAgain()
      await outbox.arrival()
      continue
    }
    sentAt = performance.now()
    try {
      const { refused } = await connection.report(batch)
      for (const { index, code, message } of refused) {
        log.error({ code, reason: message, type: batch[index]?.type }, 'the registry refused a report')
      }
      outbox.settle(batch)
      failures = 0
      await forgetRemovals(wishes, batch, new Set(refused.map(({ index }) => index)))
    } catch (error) {
      if (!(error instanceof LinkRefused)) throw error
      log.warn({ reason: error.message, reports: batch.length }, 'the registry could not store reports; trying again')
      await pause(backOffMs(failures++, { minMs: 500, maxMs: 15_000 }), signal)
    }
  }
}

async function forgetRemovals(wishes: WishBook, batch: readonly Report[], refused: ReadonlySet<number>): Promise<void> {
  for (const [index, report] of batch.entries()) {
    if (report.type !== 'tombstone' || report.state !== 'DONE' || refused.has(index)) continue
    await wishes.removalAcknowledged(report.id)
  }
}

/** Waits for what else may come, but for nothing once a target has ended: somebody waits for that. */
async function gathered(outbox: Outbox, sentAt: number, signal: AbortSignal): Promise<void> {
  const waitMs = gatherMs - (performance.now() - sentAt)
  if (waitMs > 0) await Promise.race([pause(waitMs, signal), outbox.end()])
}
