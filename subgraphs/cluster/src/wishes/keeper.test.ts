import { expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { Keeper } from './keeper.ts'

const log = createLog('test', 'silent')
const quick = { minMs: 1, maxMs: 5 }

test('each key is written by one at a time, and of many states only the newest must be', async () => {
  const keeper = new Keeper(log, quick)
  const written: number[] = []
  let isWriting = false
  const write = (state: number) => async (): Promise<void> => {
    expect(isWriting).toBe(false)
    isWriting = true
    await Promise.resolve()
    written.push(state)
    isWriting = false
  }
  await Promise.all([1, 2, 3].map((state) => keeper.put('key', write(state))))
  expect(written[0]).toBe(1)
  expect(written.at(-1)).toBe(3)
})

test('what fails is tried again until it works, and whoever waited hears of it then', async () => {
  const keeper = new Keeper(log, quick)
  let tries = 0
  await keeper.put('key', () => (++tries < 4 ? Promise.reject(new Error('away')) : Promise.resolve()))
  expect(tries).toBe(4)
})

test('a newer state that comes during a failure takes the place of the older one', async () => {
  const keeper = new Keeper(log, quick)
  const written: string[] = []
  let isAway = true
  const write = (state: string) => (): Promise<void> => {
    if (isAway) return Promise.reject(new Error('away'))
    written.push(state)
    return Promise.resolve()
  }
  const older = keeper.put('key', write('older'))
  await Promise.resolve()
  const newer = keeper.put('key', write('newer'))
  isAway = false
  await Promise.all([older, newer])
  expect(written.at(-1)).toBe('newer')
})

test('a key that cannot be written does not keep the others from being written, and a stop ends the trying', async () => {
  const keeper = new Keeper(log, quick)
  let tries = 0
  void keeper.put('bad', () => {
    tries++
    return Promise.reject(new Error('refused'))
  })
  await keeper.put('good', () => Promise.resolve())
  await keeper.stop(10)
  const then = tries
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(tries).toBe(then)
})

test('however many keys there are, only a few are written at the same time', async () => {
  const keeper = new Keeper(log, quick)
  let active = 0
  let most = 0
  const write = async (): Promise<void> => {
    most = Math.max(most, ++active)
    await new Promise((resolve) => setImmediate(resolve))
    active--
  }
  await Promise.all(Array.from({ length: 100 }, (_, index) => keeper.put(`key ${index}`, write)))
  expect(most).toBe(8)
})
