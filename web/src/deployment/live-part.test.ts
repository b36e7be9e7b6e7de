import { expect, test } from 'vitest'
import { livePart, newerPart, retryAfterMs } from './live-part.ts'

const seen = { observedAt: '2026-01-01T00:00:00.000Z' }
const withLive = (live: typeof seen | null) => ({ project: { deployment: { live } } })

test('what the cluster sees is the part', () => {
  expect(livePart(withLive(seen), [])).toEqual({ part: seen, missing: null })
})

test('a cluster that is away leaves the reason', () => {
  expect(livePart(withLive(null), ['cluster-b does not answer.'])).toEqual({
    part: null,
    missing: 'cluster-b does not answer.',
  })
})

test('nothing at all leaves the reason too', () => {
  expect(livePart(null, ['The graph cannot be reached.'])).toMatchObject({ missing: 'The graph cannot be reached.' })
})

test('what was seen last stays when the cluster goes away', () => {
  const before = livePart(withLive(seen), [])
  expect(newerPart(before, livePart(withLive(null), ['away']))).toEqual({ part: seen, missing: 'away' })
})

test('when it is back, nothing is missing any more', () => {
  const away = newerPart(livePart(withLive(seen), []), livePart(withLive(null), ['away']))
  const later = { observedAt: '2026-01-01T00:05:00.000Z' }
  expect(newerPart(away, livePart(withLive(later), []))).toEqual({ part: later, missing: null })
})

test('a cluster that stays away is asked ever less often, and never given up', () => {
  expect([1, 2, 3, 10].map(retryAfterMs)).toEqual([2_000, 4_000, 8_000, 60_000])
})
