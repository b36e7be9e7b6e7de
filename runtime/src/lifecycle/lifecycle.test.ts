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

test('it drains while it stops, stops once, and does not start again', async () => {
  const lifecycle = new Lifecycle(log)
  const phases: string[] = []
  lifecycle.onStop('part', () => void phases.push(lifecycle.phase))
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  lifecycle.started()
  expect(phases).toEqual(['draining'])
  expect(lifecycle.phase).toBe('stopped')
})
