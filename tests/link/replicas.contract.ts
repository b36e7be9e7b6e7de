import { describe, expect, test, vi } from 'vitest'
import { linkClose } from '@operations-manager/schema/link/handshake.ts'
import { readLink } from '../../subgraphs/registry/src/store/clusters.ts'
import { actor, aWorld, isConnected, isRefused, joined, register, stateOf, wait } from './steps.ts'

describe('replicas', () => {
  test('a newer connection of the same cluster replaces the first, on the same and on another replica', async () => {
    const world = await aWorld()
    const [a, b] = [await world.replica(), await world.replica()]
    const first = await joined(world, a)
    const line = await world.line(b.port)
    const kept = first.documents
    const second = await world.backend({ cluster: 'cluster-a', port: line.port, kept })
    await isConnected(second)
    await isRefused(first, linkClose.replaced)
    await first.stop()
    await vi.waitFor(async () => {
      const link = await readLink(a.db, 'cluster-a')
      expect(link?.address).toBe(`http://127.0.0.1:${b.port}`)
    }, wait)
    expect(await stateOf(a)).toBe('CONNECTED')
  })

  test('a replica that is killed leaves no cluster that seems connected', async () => {
    const world = await aWorld()
    const [a, b] = [await world.replica(), await world.replica()]
    const backend = await joined(world, a)
    await a.kill()
    await vi.waitFor(async () => expect(await stateOf(b)).toBe('AWAY'), wait)
    expect(await readLink(b.db, 'cluster-a')).toBeNull()
    expect(backend.state().type).not.toBe('connected')
  })

  test('a line that is silently dead is found at both ends, and the cluster comes back over a new one', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const line = await world.line(replica.port)
    const joinToken = await register(replica)
    const backend = await world.backend({ cluster: 'cluster-a', port: line.port, joinToken })
    await isConnected(backend)
    line.freeze()
    await vi.waitFor(async () => expect(await stateOf(replica)).toBe('AWAY'), wait)
    await vi.waitFor(() => expect(backend.state().type).not.toBe('connected'), wait)
    line.mend()
    await isConnected(backend)
    await vi.waitFor(async () => expect(await stateOf(replica)).toBe('CONNECTED'), wait)
  })

  test('a removed cluster is cut off and does not come back', async () => {
    const world = await aWorld()
    const [a, b] = [await world.replica(), await world.replica()]
    const backend = await joined(world, a)
    expect(await b.clusters.remove('cluster-a', 'wrong', actor)).toMatchObject({ ok: false })
    expect(await b.clusters.remove('cluster-a', 'cluster-a', actor)).toMatchObject({ ok: true })
    await isRefused(backend, linkClose.removed)
    expect(await stateOf(a)).toBe('REMOVED')
    await register(b, 'cluster-a')
    await isRefused(backend, linkClose.unauthenticated)
  })
})
