import { expect, test } from 'vitest'
import { bridgeOf, networkOf } from './network.ts'

const places = Array.from({ length: 64 * 4 }, (_, n) => [Math.floor(n / 4), n % 4] as const)

test('no two clusters of any two testbeds share a range, an address or a link', () => {
  const all = places.map(([testbed, cluster]) => networkOf(testbed, cluster))
  const distinct = (name: 'pods' | 'services' | 'nodeAddress' | 'link'): number =>
    new Set(all.map((network) => network[name])).size
  expect({
    pods: distinct('pods'),
    services: distinct('services'),
    nodes: distinct('nodeAddress'),
    links: distinct('link'),
  }).toEqual({ pods: all.length, services: all.length, nodes: all.length, links: all.length })
})

test('the clusters of one testbed see the machine under one address, those of another under another', () => {
  expect(networkOf(3, 0).hostAddress).toBe(networkOf(3, 1).hostAddress)
  expect(networkOf(3, 0).hostAddress).not.toBe(networkOf(4, 0).hostAddress)
})

test('the kernel takes the names of all links', () => {
  for (const [testbed, cluster] of places) {
    expect(networkOf(testbed, cluster).link.length).toBeLessThan(16)
    expect(bridgeOf(testbed).length).toBeLessThan(16)
  }
})

test.each([
  [64, 0],
  [0, 4],
  [-1, 0],
])('testbed %i with cluster %i is refused instead of leaving its range', (testbed, cluster) => {
  expect(() => networkOf(testbed, cluster)).toThrow('no room')
})
