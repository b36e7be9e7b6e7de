import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeploymentEventReport, Report } from '@operations-manager/schema/link/messages.ts'
import { keptEvents, type EventBox } from '../wishes/event-box.ts'
import { Outbox } from './outbox.ts'

let number = 0
const newId = (): string => `new-${number++}`

function anEvent(id: string, deployment = 'd1'): DeploymentEventReport {
  return { type: 'event', id, deployment, at: '2026-01-01T00:00:00.000Z', kind: 'DRIFT_HEALED', message: id }
}

function aStatus(headline: string, deployment = 'd1'): Report {
  return {
    type: 'status',
    deployment,
    generation: 'g1',
    health: 'READY',
    headline,
    since: '',
    observedAt: '',
    addresses: [],
    components: {},
    orphaned: [],
    notices: [],
  }
}

function aStep(step: string): Report {
  return {
    type: 'step',
    operation: 'o1',
    deployment: 'd1',
    generation: 'g1',
    step,
    title: step,
    needs: [],
    weight: 1,
    attempt: 1,
    state: 'RUNNING',
    at: '',
    message: '',
    problem: null,
    proofs: [],
  }
}

/** An outbox with what it would keep in the cluster. */
function anOutbox(kept: readonly EventBox[] = [], limit = 10_000): { outbox: Outbox; kept: () => EventBox[] } {
  const boxes = new Map(kept.map((box) => [box.deployment, box]))
  const outbox = new Outbox({
    boxes: kept,
    newId,
    limit,
    onBox: (box) => {
      if (box.events.length === 0 && box.dropped === null) boxes.delete(box.deployment)
      else boxes.set(box.deployment, box)
    },
  })
  return { outbox, kept: () => [...boxes.values()] }
}

describe('reports on their way', () => {
  test('go out in the order in which they came', () => {
    const { outbox } = anOutbox()
    const reports = [aStep('a'), aStep('b'), aStatus('one', 'd2'), anEvent('e1')]
    reports.forEach((report) => outbox.add(report))
    expect(outbox.take(100)).toEqual(reports)
  })

  test('stay until they are acknowledged, so a cut sends them again', () => {
    const { outbox } = anOutbox()
    outbox.add(aStep('a'))
    const first = outbox.take(100)
    expect(outbox.take(100)).toEqual(first)
    outbox.settle(first)
    expect(outbox.take(100)).toEqual([])
  })

  test('a newer status takes the place of an older one that is not yet under way', () => {
    const { outbox } = anOutbox()
    outbox.add(aStatus('one'))
    outbox.add(aStep('a'))
    outbox.add(aStatus('two'))
    expect(outbox.take(100)).toEqual([aStep('a'), aStatus('two')])
  })

  test('a status under way is not taken back, and the newer one follows it', () => {
    const { outbox } = anOutbox()
    outbox.add(aStatus('one'))
    const first = outbox.take(100)
    outbox.add(aStatus('two'))
    outbox.settle(first)
    expect(outbox.take(100)).toEqual([aStatus('two')])
  })

  test('beyond the limit the oldest step goes, and it is said that states must be told again', () => {
    const { outbox } = anOutbox([], 2)
    outbox.add(aStep('a'))
    outbox.add(aStatus('one'))
    expect(outbox.overflowed()).toBe(false)
    outbox.add(aStep('b'))
    expect(outbox.take(100)).toEqual([aStatus('one'), aStep('b')])
    expect(outbox.overflowed()).toBe(true)
    expect(outbox.overflowed()).toBe(false)
  })

  test('a wait ends when something comes, and waits again when all is delivered', async () => {
    const { outbox } = anOutbox()
    expect(outbox.take(1)).toEqual([])
    const arrival = outbox.arrival()
    outbox.add(aStep('a'))
    await arrival
    outbox.settle(outbox.take(1))
    expect(outbox.take(1)).toEqual([])
    const still = Symbol('still waiting')
    expect(await Promise.race([outbox.arrival(), Promise.resolve(still)])).toBe(still)
  })
})

describe('events that belong to no operation', () => {
  test('are kept until they are acknowledged and then no more', () => {
    const { outbox, kept } = anOutbox()
    outbox.add(anEvent('e1'))
    expect(kept().map(({ events }) => events.map(({ id }) => id))).toEqual([['e1']])
    outbox.settle(outbox.take(100))
    expect(kept()).toEqual([])
  })

  test('of before a restart are delivered after it, with the same id', () => {
    const first = anOutbox()
    first.outbox.add(anEvent('e1'))
    const second = anOutbox(first.kept())
    expect(second.outbox.take(100)).toEqual([anEvent('e1')])
  })

  test('beyond the newest hundred of a deployment are counted and told as one event', () => {
    const { outbox, kept } = anOutbox()
    for (let index = 0; index < keptEvents + 3; index++) outbox.add(anEvent(`e${index}`))
    outbox.add(anEvent('other', 'd2'))
    const batch = outbox.take(1_000)
    expect(batch).toHaveLength(keptEvents + 2)
    expect(batch[0]).toMatchObject({ kind: 'EVENTS_DROPPED', deployment: 'd1' })
    expect(batch[0]).toMatchObject({ message: expect.stringContaining('3 older') })
    outbox.settle(batch)
    expect(kept()).toEqual([])
  })

  test('dropped while the notice was under way make a notice of their own', () => {
    const { outbox } = anOutbox()
    for (let index = 0; index < keptEvents + 1; index++) outbox.add(anEvent(`e${index}`))
    const batch = outbox.take(1)
    outbox.add(anEvent('one-more'))
    outbox.settle(batch)
    const [notice] = outbox.take(1)
    expect(notice).toMatchObject({ kind: 'EVENTS_DROPPED', message: expect.stringContaining('1 older') })
    expect(notice).not.toMatchObject({ id: (batch[0] as DeploymentEventReport).id })
  })

  test('none is lost without being counted, whatever is delivered when, restarts included', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('add' as const), count: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ type: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ type: fc.constant('restart' as const), count: fc.constant(0) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let world = anOutbox()
        let added = 0
        let delivered = 0
        let dropped = 0
        const settle = (count: number): number => {
          const batch = world.outbox.take(count)
          for (const report of batch) {
            if (report.type !== 'event') continue
            if (report.kind === 'EVENTS_DROPPED') dropped += Number.parseInt(report.message, 10)
            else delivered++
          }
          world.outbox.settle(batch)
          return batch.length
        }
        for (const { type, count } of steps) {
          if (type === 'restart') world = anOutbox(world.kept())
          else if (type === 'deliver') settle(count)
          else for (let index = 0; index < count; index++) world.outbox.add(anEvent(`e${added++}`))
        }
        while (settle(50) > 0);
        expect(delivered + dropped).toBe(added)
      }),
      { numRuns: 100 },
    )
  })
})
