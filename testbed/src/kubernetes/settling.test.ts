import { expect, test } from 'vitest'
import { settling } from './settling.ts'

test('calls during a run make exactly one more run', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let runs = 0
  const { poke, idle } = settling(
    async () => {
      await gates[runs++]?.promise
    },
    (error) => {
      throw error
    },
  )
  poke()
  poke()
  poke()
  expect(runs).toBe(1)
  gates[0]!.resolve()
  gates[1]!.resolve()
  await idle()
  expect(runs).toBe(2)
})

test('a run that fails is told, and the next call runs again', async () => {
  const told: unknown[] = []
  let runs = 0
  const { poke, idle } = settling(
    () => {
      runs += 1
      return runs === 1 ? Promise.reject(new Error('first')) : Promise.resolve()
    },
    (error) => told.push(error),
  )
  poke()
  await idle()
  poke()
  await idle()
  expect(runs).toBe(2)
  expect(told).toEqual([new Error('first')])
})
