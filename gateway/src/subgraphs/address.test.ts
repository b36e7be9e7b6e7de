import { describe, expect, it } from 'vitest'
import { readAddress } from './address.ts'

describe('where a subgraph answers', () => {
  it.each([
    ['https://a.example/graphql', { origin: 'https://a.example', path: '/graphql', relayed: false }],
    ['http://a.example:4101/x?y=1', { origin: 'http://a.example:4101', path: '/x?y=1', relayed: false }],
    ['link:cluster-a', { origin: 'http://registry', path: '/internal/link/cluster-a/graphql', relayed: true }],
  ])('%s', (location, address) => {
    expect(readAddress(location, 'http://registry')).toEqual(address)
  })

  it.each(['ftp://a.example', 'nowhere', 'link:../secret', 'link:', 'file:///etc/passwd'])(
    'never at %s',
    (location) => {
      expect(() => readAddress(location, 'http://registry')).toThrow('no address')
    },
  )
})
