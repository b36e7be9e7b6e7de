import { expect, test } from 'vitest'
import { readPins } from './pinned-address.ts'

const one = `${'A'.repeat(42)}+=`
const other = `${'/'.repeat(43)}=`

test.each([
  ['', []],
  [`sha256//${one}`, [one]],
  [`sha256//${one};sha256//${other}`, [one, other]],
])('an address that ends in "%s" is pinned to as many keys', (fragment, hashes) => {
  expect(readPins(fragment)).toEqual(hashes)
})

test.each([['top'], [`sha256/${one}`], [`sha256//${one};`], [`sha1//${one}`], ['sha256//AAAA'], [`sha256//${one} `]])(
  '"%s" is no pin, and is not taken for none',
  (fragment) => {
    expect(readPins(fragment)).toBeNull()
  },
)
