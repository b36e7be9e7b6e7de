import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { withLock } from './lock.ts'

test('two that want the same name work one after the other, and the second is told that it waits', async () => {
  const name = randomUUID()
  const seen: string[] = []
  const first = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const one = withLock(
    name,
    () => seen.push('the first waits'),
    async () => {
      seen.push('the first begins')
      begun.resolve()
      await first.promise
      seen.push('the first ends')
    },
  )
  await begun.promise
  const two = withLock(
    name,
    () => {
      seen.push('the second waits')
      first.resolve()
    },
    async () => {
      seen.push('the second works')
    },
  )
  await Promise.all([one, two])
  expect(seen).toEqual(['the first begins', 'the second waits', 'the first ends', 'the second works'])
})

test('work that fails releases its name', async () => {
  const name = randomUUID()
  const fails = withLock(
    name,
    () => {},
    () => Promise.reject(new Error('no')),
  )
  await expect(fails).rejects.toThrow('no')
  expect(
    await withLock(
      name,
      () => {},
      () => Promise.resolve('done'),
    ),
  ).toBe('done')
})
