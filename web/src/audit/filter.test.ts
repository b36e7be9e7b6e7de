import { describe, expect, test } from 'vitest'
import type { AuditRowFragment } from '../../generated/graph.ts'
import { filterOf, isWanted, joined, readWanted, searchOf } from './filter.ts'

const record = (more: Partial<AuditRowFragment> = {}): AuditRowFragment => ({
  number: '7',
  at: '2026-03-04T23:59:59.999Z',
  actor: { type: 'PERSON', name: 'Alice', email: 'alice@example.org' },
  subject: 's-1',
  token: null,
  action: 'setImage',
  project: 'shop',
  deployment: null,
  cluster: null,
  operation: null,
  result: 'ACCEPTED',
  problems: [],
  before: null,
  after: null,
  detail: [],
  times: 1,
  requestId: null,
  source: null,
  previous: '',
  hash: '',
  ...more,
})

describe('what the page shows', () => {
  test('stands in its address, and comes back from it', () => {
    const wanted = readWanted({
      actor: ' alice@example.org ',
      result: 'DENIED',
      since: '2026-03-01',
      until: '2026-03-04',
    })
    expect(readWanted(Object.fromEntries(new URLSearchParams(searchOf(wanted))))).toEqual(wanted)
    expect(filterOf(wanted)).toEqual({
      actor: 'alice@example.org',
      result: ['DENIED'],
      since: '2026-03-01T00:00:00.000Z',
      until: '2026-03-05T00:00:00.000Z',
    })
  })

  test.each([
    ['a result that there is none of', { result: 'MAYBE' }],
    ['a day that there is none of', { since: '2026-13-40', until: 'yesterday' }],
    ['several at once', { actor: ['a', 'b'] }],
    ['nothing', {}],
  ])('is everything where the address says %s', (_, given) => {
    expect(filterOf(readWanted(given))).toEqual({})
    expect(searchOf(readWanted(given))).toBe('')
  })

  test.each([
    ['by whom, without case', { actor: 'ALICE@example.org' }, true],
    ['by a subject', { actor: 's-1' }, true],
    ['by somebody else', { actor: 'bob@example.org' }, false],
    ['what', { action: 'setImage' }, true],
    ['something else', { action: 'putComponent' }, false],
    ['another project', { project: 'blog' }, false],
    ['another result', { result: 'DENIED' }, false],
    ['on its last day', { until: '2026-03-04' }, true],
    ['before its day', { until: '2026-03-03' }, false],
    ['after its day', { since: '2026-03-05' }, false],
  ])('has a new record in it or not: %s', (_, given, expected) => {
    expect(isWanted(record(), readWanted(given))).toBe(expected)
  })

  test('is each record once, the newest first', () => {
    const [a, b, c] = ['9', '10', '11'].map((number) => record({ number })) as [
      AuditRowFragment,
      AuditRowFragment,
      AuditRowFragment,
    ] // three numbers, three records
    expect(joined([c, b], [b, a]).map(({ number }) => number)).toEqual(['11', '10', '9'])
  })
})
