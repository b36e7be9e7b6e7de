import { expect, test } from 'vitest'
import { Bound } from './bound.ts'

const taken = (bound: Bound<string>, ...kinds: readonly string[]) => kinds.map((kind) => bound.take(kind, kind))

test('the first ones of a kind are records of their own, and the rest are counted', () => {
  const bound = new Bound<string>({ singly: 2, kinds: 10 })
  expect(taken(bound, 'a', 'a', 'a', 'a', 'b')).toEqual([true, true, false, false, true])
  expect(bound.end()).toEqual([{ item: 'a', times: 2, isMixed: false }])
})

test('kinds beyond the limit are counted together, so that new names cannot fill the disk', () => {
  const bound = new Bound<string>({ singly: 1, kinds: 2 })
  expect(taken(bound, 'a', 'b', 'c', 'd', 'e', 'a')).toEqual([true, true, false, false, false, false])
  expect(bound.end()).toEqual([
    { item: 'a', times: 1, isMixed: false },
    { item: 'e', times: 3, isMixed: true },
  ])
})

test('none goes unmentioned: records and counts add up to what happened', () => {
  const bound = new Bound<string>({ singly: 3, kinds: 5 })
  const kinds = Array.from({ length: 1000 }, (_, index) => `kind ${index % 17}`)
  const singly = taken(bound, ...kinds).filter(Boolean).length
  const counted = bound.end().reduce((sum, { times }) => sum + times, 0)
  expect(singly).toBe(15)
  expect(singly + counted).toBe(1000)
})

test('a new window begins with nothing', () => {
  const bound = new Bound<string>({ singly: 1, kinds: 1 })
  taken(bound, 'a', 'a', 'b')
  bound.end()
  expect(bound.end()).toEqual([])
  expect(taken(bound, 'b')).toEqual([true])
})
