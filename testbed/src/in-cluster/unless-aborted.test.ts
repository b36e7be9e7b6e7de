import { expect, test } from 'vitest'
import { unlessAborted } from './unless-aborted.ts'

test('gives what the work gives', async () => {
  expect(await unlessAborted(new AbortController().signal, () => Promise.resolve(7))).toBe(7)
})

test('ends at once when nobody wants it any more, however long the work goes on', async () => {
  const ending = new AbortController()
  const waiting = unlessAborted(ending.signal, () => Promise.withResolvers().promise)
  ending.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test('does not begin what nobody wants', async () => {
  let began = false
  const work = unlessAborted(AbortSignal.abort(new Error('enough')), () => {
    began = true
    return Promise.resolve()
  })
  await expect(work).rejects.toThrow('enough')
  expect(began).toBe(false)
})
