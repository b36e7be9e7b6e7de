import { describe, expect, test } from 'vitest'
import {
  accessTokenHash,
  accessTokenPattern,
  isWellFormedAccessToken,
  looksLikeAccessToken,
  newAccessToken,
  shownAccessTokenStart,
} from './access-token.ts'

describe('an access token', () => {
  test.each([
    ['PROJECT', 'omp_'],
    ['PERSONAL', 'omu_'],
    ['CI', 'omc_'],
  ] as const)('of kind %s begins with %s, is found by scanners and has a checksum that fits', (kind, prefix) => {
    const token = newAccessToken(kind).reveal()
    expect(token.startsWith(prefix)).toBe(true)
    expect(accessTokenPattern.exec(`Authorization: Bearer ${token}\n`)?.[0]).toBe(token)
    expect(isWellFormedAccessToken(token)).toBe(true)
  })

  test('has the checksum that anybody works out from this example', () => {
    // CRC-32 of `omp_000000000000000000000000000000` is 1063048415, which is 19wRSB in base 62.
    expect(isWellFormedAccessToken(`omp_${'0'.repeat(30)}19wRSB`)).toBe(true)
  })

  test.each([
    [
      'with one character changed',
      (token: string) => `${token.slice(0, 9)}${token[9] === 'a' ? 'b' : 'a'}${token.slice(10)}`,
    ],
    ['with another prefix', (token: string) => token.replace('omp_', 'omu_')],
    ['cut short', (token: string) => token.slice(0, -1)],
    ['with something behind it', (token: string) => `${token}0`],
  ])('is not well-formed %s', (_, change) => {
    expect(isWellFormedAccessToken(change(newAccessToken('PROJECT').reveal()))).toBe(false)
  })

  test('is told from the token of a person who signed in', () => {
    expect(looksLikeAccessToken('omp_x')).toBe(true)
    expect(looksLikeAccessToken('eyJhbGciOiJFUzI1NiJ9.e30.x')).toBe(false)
  })

  test('is stored as a hash that is another for every token, and shown by its start only', () => {
    const [one, two] = [newAccessToken('CI').reveal(), newAccessToken('CI').reveal()]
    expect(accessTokenHash(one)).toMatch(/^[0-9a-f]{64}$/)
    expect(accessTokenHash(one)).not.toBe(accessTokenHash(two))
    expect(shownAccessTokenStart(one)).toBe(one.slice(0, 8))
  })
})
