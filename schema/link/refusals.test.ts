import { expect, test } from 'vitest'
import { linkRefusals, refusalOf } from './refusals.ts'

const rows = Object.entries(linkRefusals)

test('each refusal has a close code of its own, of the range for applications', () => {
  const codes = rows.map(([, { close }]) => close)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.filter((code) => code < 4_000 || code > 4_999)).toEqual([])
  expect(rows.map(([name, { close }]) => [name, refusalOf(close)])).toEqual(rows.map(([name]) => [name, name]))
})

test('a line that broke is no refusal', () => {
  expect([1_000, 1_001, 1_006, 4_500].map(refusalOf)).toEqual([null, null, null, null])
})

test.each(rows)('%s fits into what WebSocket can say, and has a remedy', (_, { reason, remedy }) => {
  expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123)
  expect(remedy).toMatch(/\.$/)
})
