import { describe, expect, it } from 'vitest'
import { InFlight } from './in-flight.ts'

const never = new AbortController().signal

describe('sharing what is under way', () => {
  it('starts once for all who ask meanwhile, and anew afterwards', async () => {
    const inFlight = new InFlight<number>()
    let started = 0
    const start = () => Promise.resolve((started += 1))
    expect(await Promise.all([1, 2, 3].map(() => inFlight.share('key', never, start)))).toEqual([1, 1, 1])
    expect(await inFlight.share('key', never, start)).toBe(2)
    expect(inFlight.size).toBe(0)
  })

  it('tells all about a failure, and keeps nothing of it', async () => {
    const inFlight = new InFlight<number>()
    const start = () => Promise.reject(new Error('no'))
    const all = await Promise.allSettled([1, 2].map(() => inFlight.share('key', never, start)))
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await inFlight.share('key', never, () => Promise.resolve(7))).toBe(7)
  })

  it('goes on while anybody waits, and is given up when the last one left', async () => {
    const inFlight = new InFlight<string>()
    const [one, two] = [new AbortController(), new AbortController()]
    const given: AbortSignal[] = []
    const start = (signal: AbortSignal): Promise<string> => {
      given.push(signal)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))
    }
    const waiting = Promise.allSettled([one, two].map(({ signal }) => inFlight.share('key', signal, start)))
    one.abort()
    expect(given[0]?.aborted).toBe(false)
    two.abort()
    expect(given[0]?.aborted).toBe(true)
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(given).toHaveLength(1)
  })

  it('lets nobody join what began before a change', async () => {
    const inFlight = new InFlight<number>()
    let started = 0
    const { promise, resolve } = Promise.withResolvers<void>()
    const start = async (): Promise<number> => {
      const mine = (started += 1)
      await promise
      return mine
    }
    const before = inFlight.share('key', never, start)
    inFlight.seal()
    const after = inFlight.share('key', never, start)
    resolve()
    expect(await Promise.all([before, after])).toEqual([1, 2])
    expect(inFlight.size).toBe(0)
  })
})
