import { expect, test } from 'vitest'
import { durable } from './durable.ts'

function aStore() {
  const held: string[] = []
  const kept: string[] = []
  const gate = Promise.withResolvers<void>()
  const port = {
    name: 'store',
    put: (text: string): Promise<number> => Promise.resolve(held.push(text)),
    read: (): Promise<readonly string[]> => Promise.resolve([...held]),
  }
  const flush = async (): Promise<void> => {
    await gate.promise
    kept.push(...held.slice(kept.length))
  }
  return { port: durable(port, ['put'], flush), kept, gate }
}

test('a writing call answers only when what it changed is kept', async () => {
  const { port, kept, gate } = aStore()
  let isAnswered = false
  const answer = port.put('a').then((count) => {
    isAnswered = true
    return count
  })
  await port.read()
  expect(isAnswered).toBe(false)
  gate.resolve()
  expect(await answer).toBe(1)
  expect(kept).toEqual(['a'])
})

test('everything else is as it was', async () => {
  const { port } = aStore()
  expect(port.name).toBe('store')
  expect(await port.read()).toEqual([])
})

test('a call that fails fails as it did', async () => {
  const port = durable({ put: () => Promise.reject(new Error('refused')) }, ['put'], () => Promise.resolve())
  await expect(port.put()).rejects.toThrow('refused')
})
