import { expect, test } from 'vitest'
import { together } from './together.ts'

test('results come in the order of their starts', async () => {
  expect(await together([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two'])
})

test('a failure is told only when the others have ended', async () => {
  const slow = Promise.withResolvers<void>()
  const seen: string[] = []
  const all = together([Promise.reject(new Error('no')), slow.promise.then(() => seen.push('the other ended'))])
  slow.resolve()
  await expect(all).rejects.toThrow('no')
  expect(seen).toEqual(['the other ended'])
})

test('of several failures none is lost', async () => {
  const all = together([Promise.reject(new Error('one')), Promise.reject(new Error('two'))])
  await expect(all).rejects.toMatchObject({ errors: [new Error('one'), new Error('two')] })
})
