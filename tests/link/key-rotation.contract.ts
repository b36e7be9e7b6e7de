import { describe, expect, test } from 'vitest'
import { linkClose } from '@operations-manager/schema/link/handshake.ts'
import { openKeyring, type Keyring } from '../../subgraphs/cluster/src/link/keyring.ts'
import { openMemoryKubernetes } from '../../subgraphs/cluster/src/memory/kubernetes/open.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { rotateKey } from '../../subgraphs/registry/src/link/rotate-key.ts'
import { anyRecord, listRecords } from '../../subgraphs/registry/src/store/audit.ts'
import { readCluster } from '../../subgraphs/registry/src/store/clusters.ts'
import { aWorld, isConnected, isRefused, joined } from './steps.ts'
import type { Backend, Replica } from './world.ts'

const keyOf = async (replica: Replica): Promise<string | null | undefined> =>
  (await readCluster(replica.db, 'cluster-a'))?.publicKey

/** Works with the key pair that a backend left behind, as the same backend would. */
async function withKeyring(left: Backend, work: (keyring: Keyring) => Promise<void>): Promise<void> {
  const opened = await openMemoryKubernetes({ clock: systemClock }, left.documents, createLog('test', 'silent'))
  await work(await openKeyring({ ...opened, namespace: 'operations-manager' }, { maxAgeMs: 0 }))
  await opened.close()
}

describe('a key that is old', () => {
  test('is replaced by the cluster itself, which is on record, and the new one is enough from then on', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const first = await joined(world, replica)
    await first.stop()
    const joinedWith = await keyOf(replica)
    const second = await world.backend({
      cluster: 'cluster-a',
      port: replica.port,
      kept: first.documents,
      keyMaxAgeMs: 0,
    })
    await expect.poll(() => keyOf(replica)).not.toBe(joinedWith)
    await second.stop()
    const third = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: second.documents })
    await isConnected(third)
    const filter = { ...anyRecord, actions: ['rotateClusterKey'] }
    const { rows } = await listRecords(replica.db, filter, { first: 10, before: null })
    expect(rows.map(({ record }) => record)).toMatchObject([
      { actor: { type: 'cluster', cluster: 'cluster-a' }, cluster: 'cluster-a', result: 'ACCEPTED' },
    ])
  })

  test('stays where the backend ended before it heard that the new one was taken, and the new one is shown then', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const first = await joined(world, replica)
    await first.stop()
    await withKeyring(first, async (keyring) => {
      const offer = await keyring.offer('cluster-a')
      expect(offer !== null && (await rotateKey(replica.db, 'cluster-a', offer, null))).toBe(true)
    })
    const second = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: first.documents })
    await isConnected(second)
  })

  test('stays where the backend ended before the registry heard of the new one', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const first = await joined(world, replica)
    await first.stop()
    await withKeyring(first, async (keyring) => void (await keyring.offer('cluster-a')))
    await isConnected(await world.backend({ cluster: 'cluster-a', port: replica.port, kept: first.documents }))
  })

  test('is worth nothing once it was replaced', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const first = await joined(world, replica)
    await first.stop()
    const thief = await world.backend({ cluster: 'cluster-b', port: replica.port })
    await thief.stop()
    await withKeyring(thief, async (keyring) => {
      const offer = await keyring.offer('cluster-a')
      expect(offer !== null && (await rotateKey(replica.db, 'cluster-a', offer, null))).toBe(true)
    })
    const second = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: first.documents })
    await isRefused(second, linkClose.unauthenticated)
  })
})

test('a new key that its holder does not prove to hold is not taken', async () => {
  const world = await aWorld()
  const replica = await world.replica()
  const first = await joined(world, replica)
  await first.stop()
  const before = await keyOf(replica)
  await withKeyring(first, async (keyring) => {
    const [offer, hello] = [await keyring.offer('cluster-a'), await keyring.hello('cluster-a', 1, null)]
    if (offer === null) throw new Error('there is no offer')
    expect(await rotateKey(replica.db, 'cluster-a', { ...offer, proof: hello.token }, null)).toBe(false)
    const other = await keyring.offer('cluster-b')
    expect(await rotateKey(replica.db, 'cluster-a', { ...offer, proof: other?.proof ?? '' }, null)).toBe(false)
  })
  expect(await keyOf(replica)).toBe(before)
})
