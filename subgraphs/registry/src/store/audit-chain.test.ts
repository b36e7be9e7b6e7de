import { describe, expect, test } from 'vitest'
import { attemptBy, entryOf } from '../audit/attempt.ts'
import { checkLinks } from './audit-chain.ts'
import { chainStart, hashOfState, sealRecord, sha256, type SealedRecord } from './audit-record.ts'

const at = new Date('2026-01-01T10:00:00.000Z')

function aChain(...actions: readonly string[]): SealedRecord[] {
  const chain: SealedRecord[] = []
  for (const action of actions) {
    const entry = entryOf(attemptBy({ type: 'platform' }, action), { project: 'shop' })
    chain.push(sealRecord(chain.at(-1) ?? chainStart, at, entry))
  }
  return chain
}

/** The record with another content, under the hash that it had or under the right one. */
function altered(record: SealedRecord, from: string, to: string, isHashedAgain = false): SealedRecord {
  const content = record.content.replace(from, to)
  return { ...record, content, hash: isHashedAgain ? sha256(content) : record.hash }
}

const [one, two, three] = aChain('one', 'two', 'three') as [SealedRecord, SealedRecord, SealedRecord]

describe('the chain of records', () => {
  test('each record names the one before, and its hash covers all of it', () => {
    expect(checkLinks(chainStart, [one, two, three])).toEqual({ end: { number: 3, hash: three.hash }, broken: null })
    expect(JSON.parse(two.content)).toMatchObject({
      number: 2,
      previous: one.hash,
      at: at.toISOString(),
      action: 'two',
    })
  })

  test('is checked in parts as well as in one go', () => {
    const { end } = checkLinks(chainStart, [one])
    expect(checkLinks(end, [two, three])).toEqual(checkLinks(chainStart, [one, two, three]))
  })

  test('of nothing is whole', () => {
    expect(checkLinks(chainStart, [])).toEqual({ end: chainStart, broken: null })
  })

  test.each([
    ['a record was changed', [one, altered(two, 'two', 'six'), three], 2, 'not what its hash was made over'],
    ['a record was changed and hashed again', [one, altered(two, 'two', 'six', true), three], 3, 'does not continue'],
    ['a record was taken out', [one, three], 2, 'missing'],
    ['the first record was taken out', [two, three], 1, 'missing'],
    ['records changed places', [one, three, two], 2, 'missing'],
    ['records changed places and numbers', [one, { ...three, number: 2 }, { ...two, number: 3 }], 2, 'record 3'],
    ['a record was put in twice', [one, one], 2, 'missing'],
    ['a record is of another chain', [one, aChain('other', 'two')[1] as SealedRecord], 2, 'does not continue'],
    ['the content is in another form', [altered(one, '"action"', ' "action"', true)], 1, 'canonical'],
    ['the content is no JSON', [{ ...one, content: '{', hash: sha256('{') }], 1, 'canonical'],
    ['the content is no object', [{ ...one, content: '[]', hash: sha256('[]') }], 1, 'canonical'],
  ])('is broken where %s', (_, chain, number, why) => {
    const { broken } = checkLinks(chainStart, chain)
    expect(broken?.number).toBe(number)
    expect(broken?.why).toContain(why)
  })

  test('holds a token by its id alone', () => {
    const actor = { type: 'token', token: 't-1', name: 'ci', createdBy: 'alice@example.org' } as const
    expect(JSON.parse(sealRecord(chainStart, at, entryOf(attemptBy(actor, 'x'), {})).content)).toMatchObject({
      token: 't-1',
    })
  })

  test('holds what PostgreSQL can hold', () => {
    const source = { address: null, transport: 'http', userAgent: 'a\u0000b\ud800c' } as const
    const record = sealRecord(chainStart, at, entryOf(attemptBy({ type: 'anonymous' }, 'x', source), {}))
    expect(JSON.parse(record.content)).toMatchObject({ source: { userAgent: 'a\ufffdb\ufffdc' } })
    expect(checkLinks(chainStart, [record]).broken).toBeNull()
  })
})

test('the hash of a state is the same for the same state and another for any difference', () => {
  expect(hashOfState({ a: 1, b: [2] })).toBe(hashOfState({ b: [2], a: 1, c: undefined }))
  expect(hashOfState({ a: 1 })).not.toBe(hashOfState({ a: 2 }))
})
