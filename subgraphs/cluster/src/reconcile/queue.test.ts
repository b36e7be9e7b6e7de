import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { backOff, Queue, type Next, type QueueLimits, type Unit } from './queue.ts'
import { FakeClock } from './testing/fake-clock.ts'

const limits: QueueLimits = { concurrency: 2, perProject: 1, backOffMs: 1_000, maxBackOffMs: 60_000 }
const unit = (id: string, project = 'a'): Unit => ({ id, project })
const turn = async (): Promise<void> => {
  for (let count = 0; count < 5; count += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A queue whose runs end when the test says so, or at once. */
function aQueue(over: Partial<QueueLimits> = {}, next: (id: string) => Next | Error = () => null) {
  const clock = new FakeClock()
  const started: string[] = []
  const held = new Map<string, PromiseWithResolvers<void>>()
  const queue = new Queue({
    run: async ({ id }) => {
      started.push(id)
      await held.get(id)?.promise
      const answer = next(id)
      if (answer instanceof Error) throw answer
      return answer
    },
    limits: { ...limits, ...over },
    clock,
    log: createLog('test', 'silent'),
  })
  const hold = (id: string): void => void held.set(id, Promise.withResolvers())
  const release = (id: string): void => {
    const promise = held.get(id)
    held.delete(id)
    promise?.resolve()
  }
  return { queue, clock, started, hold, release, pass: (ms: number) => clock.advance(ms, turn) }
}

describe('the queue', () => {
  test('takes projects in turn, so that one with much to do does not slow the others', async () => {
    const { queue, started } = aQueue({ concurrency: 1 })
    for (const id of ['a1', 'a2', 'a3']) queue.add(unit(id, 'a'))
    queue.add(unit('b1', 'b'))
    await queue.idle()
    expect(started.indexOf('b1')).toBeLessThan(started.indexOf('a3'))
    expect(started).toHaveLength(4)
  })

  test('runs a project no wider than its share, and others beside it', async () => {
    const { queue, started, hold, release } = aQueue()
    hold('a1')
    queue.add(unit('a1', 'a'))
    queue.add(unit('a2', 'a'))
    queue.add(unit('b1', 'b'))
    await turn()
    expect(started).toEqual(['a1', 'b1'])
    release('a1')
    await queue.idle()
    expect(started).toEqual(['a1', 'b1', 'a2'])
  })

  test('runs a unit once more when it is added while it runs, and never twice at a time', async () => {
    const { queue, started, hold, release } = aQueue()
    hold('a1')
    queue.add(unit('a1'))
    queue.add(unit('a1'))
    queue.add(unit('a1'))
    await turn()
    expect(started).toEqual(['a1'])
    release('a1')
    await queue.idle()
    expect(started).toEqual(['a1', 'a1'])
  })

  test('comes back when a unit asks for it, and sooner when it is added', async () => {
    const { queue, started, pass } = aQueue({}, () => ({ afterMs: 10_000 }))
    queue.add(unit('a1'))
    await pass(9_999)
    expect(started).toHaveLength(1)
    queue.add(unit('a1'))
    await pass(9_999)
    expect(started).toHaveLength(2)
    await pass(1)
    expect(started).toHaveLength(3)
  })

  test('a run that throws backs off, longer each time', async () => {
    const { queue, started, pass } = aQueue({}, () => new Error('a bug'))
    queue.add(unit('a1'))
    await pass(749)
    expect(started).toHaveLength(1)
    await pass(1)
    expect(started).toHaveLength(2)
    await pass(1_499)
    expect(started).toHaveLength(2)
    await pass(1)
    expect(started).toHaveLength(3)
    await queue.stop()
  })

  test('stopping waits for what runs and starts nothing more', async () => {
    const { queue, started, hold, release } = aQueue()
    hold('a1')
    queue.add(unit('a1'))
    queue.add(unit('a2'))
    await turn()
    const stopped = queue.stop()
    release('a1')
    await stopped
    queue.add(unit('a3'))
    expect(started).toEqual(['a1'])
  })
})

test('back-off stays between half of its step and the maximum, and never goes down', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const delay = backOff(failures, limits, random)
        expect(delay).toBeGreaterThanOrEqual(limits.backOffMs / 2)
        expect(delay).toBeLessThanOrEqual(limits.maxBackOffMs)
        expect(backOff(failures + 1, limits, random)).toBeGreaterThanOrEqual(delay)
      },
    ),
  )
})
