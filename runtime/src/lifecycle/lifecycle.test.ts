import { expect, test } from 'vitest'
import { createLog } from '../log/log.ts'
import { Lifecycle } from './lifecycle.ts'

const log = createLog('test', 'silent')

test('parts stop in the opposite order, and one that fails or hangs does not keep the others', async () => {
  const lifecycle = new Lifecycle(log)
  const stopped: string[] = []
  lifecycle.onStop('first', () => void stopped.push('first'))
  lifecycle.onStop('fails', () => Promise.reject(new Error('boom')))
  lifecycle.onStop('hangs', () => new Promise(() => {}))
  lifecycle.onStop('last', () => void stopped.push('last'))
  lifecycle.started()
  await lifecycle.stop(20)
  expect(stopped).toEqual(['last', 'first'])
  expect(lifecycle.phase).toBe('stopped')
})

test('what fails because the program was told to stop while it started is no mistake', async () => {
  const lifecycle = new Lifecycle(log)
  const { promise: part, reject } = Promise.withResolvers<never>()
  lifecycle.onStop('part', () => reject(new Error('closed')))
  const opening = lifecycle.open(() => part)
  await lifecycle.stop()
  expect(await opening).toBeNull()
})

test('what fails while the program starts is thrown', async () => {
  const lifecycle = new Lifecycle(log)
  await expect(lifecycle.open(() => Promise.reject(new Error('no such host')))).rejects.toThrow('no such host')
  expect(await lifecycle.open(() => Promise.resolve('opened'))).toBe('opened')
})

test('it drains while it stops, stops once, and does not start again', async () => {
  const lifecycle = new Lifecycle(log)
  const phases: string[] = []
  lifecycle.onStop('part', () => void phases.push(lifecycle.phase))
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  lifecycle.started()
  expect(phases).toEqual(['draining'])
  expect(lifecycle.phase).toBe('stopped')
})
