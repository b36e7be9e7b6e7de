import { describe, expect, it } from 'vitest'
import { readAddress } from './address.ts'

const hash = `${'A'.repeat(43)}=`
const pin = `sha256//${hash}`

describe('where a subgraph answers', () => {
  it.each([
    ['https://a.example/graphql', { origin: 'https://a.example', path: '/graphql', relayed: false, pins: [] }],
    ['http://a.example:4101/x?y=1', { origin: 'http://a.example:4101', path: '/x?y=1', relayed: false, pins: [] }],
    [
      `https://a.example:4101/graphql#${pin}`,
      { origin: 'https://a.example:4101', path: '/graphql', relayed: false, pins: [hash] },
    ],
    [
      'link:cluster-a',
      { origin: 'http://registry', path: '/internal/link/cluster-a/graphql', relayed: true, pins: [] },
    ],
  ])('%s', (location, address) => {
    expect(readAddress(location, 'http://registry')).toEqual(address)
  })

  it.each([
    `http://a.example#${pin}`,
    'https://a.example#top',
    'ftp://a.example',
    'nowhere',
    'link:../secret',
    'link:',
    'file:///etc/passwd',
  ])('never at %s', (location) => {
    expect(() => readAddress(location, 'http://registry')).toThrow('no address')
  })
})
