import { expect, test } from 'vitest'
import { createLoader } from './loader.ts'

function aLoader() {
  const asked: (readonly string[])[] = []
  const loader = createLoader<string, string | null>((keys) => {
    asked.push(keys)
    return Promise.resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()])))
  }, null)
  return { loader, asked }
}

test('reads all keys of one turn with one query, each once', async () => {
  const { loader, asked } = aLoader()
  const values = await Promise.all(['a', 'b', 'a', 'none'].map((key) => loader.load(key)))
  expect(values).toEqual(['A', 'B', 'A', null])
  expect(asked).toEqual([['a', 'b', 'none']])
})

test('reads what is asked for behind another answer together as well', async () => {
  const { loader, asked } = aLoader()
  const first = createLoader<string, string>(
    (keys) => Promise.resolve(new Map(keys.map((key) => [key, `${key}2`]))),
    '',
  )
  await Promise.all(['a', 'b', 'c'].map(async (key) => loader.load(await first.load(key))))
  expect(asked).toEqual([['a2', 'b2', 'c2']])
})

test('asks again after a failure only in another loader, and tells it to everybody who waits', async () => {
  const loader = createLoader<string, string>(() => Promise.reject(new Error('away')), '')
  const results = await Promise.allSettled([loader.load('a'), loader.load('b')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
