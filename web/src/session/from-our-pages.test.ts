import { expect, test } from 'vitest'
import { isFromOurPages } from './from-our-pages.ts'

const ours = 'https://om.example'

test.each([
  ['a page of ours', { 'sec-fetch-site': 'same-origin', origin: ours }, true],
  ['a page of ours in a browser that names no site', { origin: ours }, true],
  ['a page of ours in a browser that names no origin', { 'sec-fetch-site': 'same-origin' }, true],
  ['a page of another host of our domain', { 'sec-fetch-site': 'same-site', origin: 'https://x.om.example' }, false],
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
  ['a page of another port', { origin: 'https://om.example:8443' }, false],
  ['a sandboxed frame', { 'sec-fetch-site': 'same-origin', origin: 'null' }, false],
  ['an address that was typed', { 'sec-fetch-site': 'none' }, false],
  ['no browser', {}, false],
])('%s', (_case, headers, expected) => {
  expect(isFromOurPages(new Headers(headers), new URL(ours))).toBe(expected)
})
