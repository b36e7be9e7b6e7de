import { describe, expect, test } from 'vitest'
import { KeyIndex } from './key-index.ts'

describe('an index of keys', () => {
  test('gives each list in its order, whatever came first', () => {
    const index = new KeyIndex()
    index.add('pods', 'second', 'b')
    index.add('services', 'other', 'a')
    index.add('pods', 'first', 'a')
    expect(index.keys('pods')).toEqual(['first', 'second'])
    index.add('pods', 'between', 'ab')
    expect(index.keys('pods')).toEqual(['first', 'between', 'second'])
  })

  test('holds a key once, and no longer when it went', () => {
    const index = new KeyIndex()
    index.add('pods', 'first', 'a')
    index.add('pods', 'first', 'a')
    expect(index.keys('pods')).toEqual(['first'])
    index.drop('pods', 'first')
    index.drop('pods', 'first')
    expect(index.keys('pods')).toEqual([])
  })

  test('has nothing under a name that nobody used', () => {
    expect(new KeyIndex().keys('pods')).toEqual([])
  })
})
