import { createLog } from '@operations-manager/runtime/log/log.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WishBook } from '../wishes/wishes.ts'
import { deliver } from './deliver.ts'
import { Outbox } from './outbox.ts'

type Delivered = { readonly atMs: number; readonly steps: readonly string[] }

function aStep(step: string): Report {
  const of = { operation: 'o1', deployment: 'd1', generation: 'g1' }
  const told = { title: step, needs: [], weight: 1, attempt: 1, message: '', problem: null, proofs: [] }
  return { type: 'step', ...of, step, state: 'RUNNING', at: '', ...told }
}

const theEnd = { type: 'target', operation: 'o1', deployment: 'd1', state: 'SUCCEEDED' } as Report // what is read of one

/** A registry that stores at once, and what it was given when. */
function aRegistry(): { readonly outbox: Outbox; readonly delivered: Delivered[]; readonly stop: () => Promise<void> } {
  const outbox = new Outbox({ boxes: [], onBox: () => undefined })
  const delivered: Delivered[] = []
  const stopping = new AbortController()
  const startedAt = performance.now()
  const connection = {
    report: (reports: readonly Report[]) => {
      const steps = reports.map((report) => (report.type === 'step' ? report.step : report.type))
      delivered.push({ atMs: performance.now() - startedAt, steps })
      return Promise.resolve({ stored: reports.length, refused: [] })
    },
  }
  const log = createLog('test', 'silent')
  const wishes = {} as WishBook // nothing is removed here, and nothing dropped
  const ended = deliver({ outbox, wishes, log }, connection, stopping.signal)
  const stop = async (): Promise<void> => {
    stopping.abort()
    outbox.wake()
    await ended
  }
  return { outbox, delivered, stop }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first step goes at once, and those that follow closely go together', async () => {
  const { outbox, delivered, stop } = aRegistry()
  outbox.add(aStep('a'))
  await vi.advanceTimersByTimeAsync(1)
  outbox.add(aStep('b'))
  await vi.advanceTimersByTimeAsync(10)
  outbox.add(aStep('c'))
  await vi.advanceTimersByTimeAsync(30)
  expect(delivered).toEqual([
    { atMs: 0, steps: ['a'] },
    { atMs: 20, steps: ['b', 'c'] },
  ])
  await stop()
})

test('the end of a target goes at once, with what waits', async () => {
  const { outbox, delivered, stop } = aRegistry()
  outbox.add(aStep('a'))
  await vi.advanceTimersByTimeAsync(1)
  outbox.add(aStep('b'))
  outbox.add(theEnd)
  await vi.advanceTimersByTimeAsync(1)
  expect(delivered.at(-1)).toEqual({ atMs: 1, steps: ['b', 'target'] })
  await stop()
})

test('after a while of silence a step goes at once again', async () => {
  const { outbox, delivered, stop } = aRegistry()
  outbox.add(aStep('a'))
  await vi.advanceTimersByTimeAsync(500)
  outbox.add(aStep('b'))
  await vi.advanceTimersByTimeAsync(0)
  expect(delivered.at(-1)).toEqual({ atMs: 500, steps: ['b'] })
  await stop()
})
