import { describe, expect, it } from 'vitest'
import { Breaker } from './breaker.ts'

/** Longer than any probe here takes: what is found out is waited for. */
const patienceMs = 60_000

function aBreaker(probe: () => boolean) {
  const changes: boolean[] = []
  const closed = Promise.withResolvers<void>()
  const breaker = new Breaker({
    failures: 3,
    probe: () => Promise.resolve(probe()),
    firstProbeMs: 1,
    maxProbeMs: 2,
    changed: (isOpen) => {
      changes.push(isOpen)
      if (!isOpen) closed.resolve()
    },
  })
  return { breaker, changes, closed: closed.promise }
}

describe('a breaker', () => {
  it('opens after one time-out when the other side does not answer the probe either', async () => {
    const { breaker } = aBreaker(() => false)
    breaker.failed('timeout')
    expect(breaker.isOpen).toBe(false)
    await breaker.isWorthAsking(patienceMs)
    expect(breaker.isOpen).toBe(true)
    breaker.stop()
  })

  it('lets nobody wait long for what it is still finding out, and says then that asking is no use', async () => {
    const answer = Promise.withResolvers<boolean>()
    const breaker = new Breaker({
      failures: 3,
      probe: () => answer.promise,
      firstProbeMs: 1,
      maxProbeMs: 2,
      changed: () => undefined,
    })
    expect(await breaker.isWorthAsking(1)).toBe(true)
    breaker.failed('timeout')
    expect(await breaker.isWorthAsking(1)).toBe(false)
    const patient = breaker.isWorthAsking(patienceMs)
    answer.resolve(true)
    expect(await patient).toBe(true)
    expect(breaker.isOpen).toBe(false)
  })

  it('never opens for a request that was slow where the other side answers others', async () => {
    const { breaker, changes } = aBreaker(() => true)
    for (let time = 0; time < 5; time += 1) {
      breaker.failed('timeout')
      await breaker.isWorthAsking(patienceMs)
    }
    expect(breaker.isOpen).toBe(false)
    expect(changes).toEqual([])
  })

  it('asks once for time-outs that come together', async () => {
    let asked = 0
    const { breaker } = aBreaker(() => (asked += 1) > 0)
    breaker.failed('timeout')
    breaker.failed('timeout')
    await breaker.isWorthAsking(patienceMs)
    expect(asked).toBe(1)
  })

  it('opens after three other failures in a row, and a success in between counts', () => {
    const { breaker } = aBreaker(() => false)
    breaker.failed('other')
    breaker.failed('other')
    breaker.succeeded()
    breaker.failed('other')
    breaker.failed('other')
    expect(breaker.isOpen).toBe(false)
    breaker.failed('other')
    expect(breaker.isOpen).toBe(true)
    breaker.stop()
  })

  it('closes by itself once the other side answers again, and not before', async () => {
    let asked = 0
    const { breaker, changes, closed } = aBreaker(() => (asked += 1) > 4)
    breaker.failed('timeout')
    await closed
    expect(asked).toBe(5)
    expect(breaker.isOpen).toBe(false)
    expect(changes).toEqual([true, false])
  })

  it('asks nobody any more after it was stopped', async () => {
    let asked = 0
    const { breaker } = aBreaker(() => {
      asked += 1
      breaker.stop()
      return false
    })
    breaker.failed('timeout')
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toBe(1)
  })
})
