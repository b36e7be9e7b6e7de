import { expect, test } from 'vitest'
import { waitingForCluster } from './waiting.ts'

const lastSeenAt = new Date('2026-03-01T12:00:00Z')

test('nobody waits for a cluster that is connected', () => {
  expect(waitingForCluster('cluster-a', { state: 'CONNECTED', lastSeenAt })).toBeNull()
})

test.each([
  ['a cluster that is away is waited for since it was last heard of', 'AWAY', lastSeenAt, 'CLUSTER_UNREACHABLE'],
  ['a cluster that never came is waited for since nobody knows when', 'NEVER_SEEN', null, 'CLUSTER_UNREACHABLE'],
  ['a cluster of another contract has to be brought up to date', 'INCOMPATIBLE', lastSeenAt, 'CLUSTER_INCOMPATIBLE'],
  ['a cluster that was removed is not registered', 'REMOVED', lastSeenAt, 'CLUSTER_UNKNOWN'],
] as const)('%s', (_, state, since, code) => {
  expect(waitingForCluster('cluster-a', { state, lastSeenAt: since })).toMatchObject({
    on: 'cluster',
    since,
    problem: { code },
    message: expect.stringContaining('cluster-a'),
  })
})

test('a cluster that nobody ever registered is waited for too', () => {
  expect(waitingForCluster('cluster-x', null)).toMatchObject({ problem: { code: 'CLUSTER_UNKNOWN' }, since: null })
})
