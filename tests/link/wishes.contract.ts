import { describe, expect, test, vi } from 'vitest'
import { endWish } from '../../subgraphs/registry/src/store/deployments.ts'
import { putTombstone } from '../../subgraphs/registry/src/store/removals.ts'
import { writeAudited as write } from '../../subgraphs/registry/src/store/testing.ts'
import { aWorld, isConnected, joined, register, stateOf, told, wait } from './steps.ts'
import { aStep, saveSpec, saveWish } from './world.ts'

describe('wishes', () => {
  test('come at connect, and each change is pushed, whichever replica saved it', async () => {
    const world = await aWorld()
    const [near, far] = [await world.replica(), await world.replica()]
    await saveWish(near.db, 'cluster-a', 'production', 'g1')
    await saveWish(near.db, 'cluster-b', 'elsewhere', 'g1')
    const backend = await joined(world, near)
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1']), wait)
    await saveWish(far.db, 'cluster-a', 'production', 'g2')
    await vi.waitFor(() => expect(told(backend)).toEqual(['g2']), wait)
  })

  test('that were saved while the cluster was away arrive when it is back', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const line = await world.line(replica.port)
    const joinToken = await register(replica)
    const backend = await world.backend({ cluster: 'cluster-a', port: line.port, joinToken })
    await isConnected(backend)
    line.cut()
    await vi.waitFor(async () => expect(await stateOf(replica)).toBe('AWAY'), wait)
    await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    line.mend()
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1']), wait)
  })

  test('carry the last stored attempts, and whether their target is settled', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const id = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const backend = await joined(world, replica)
    backend.reporter.report(aStep(id, 'g1', 'production/namespace', 'RUNNING'))
    await vi.waitFor(async () => {
      expect(await replica.db.selectFrom('steps').select('step').execute()).toHaveLength(1)
    }, wait)
    await backend.stop()
    const again = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: backend.documents })
    await vi.waitFor(
      () =>
        expect(again.wishes.current(id).wish).toMatchObject({
          attempts: { 'production/namespace': 1 },
          settled: false,
        }),
      wait,
    )
  })

  test('that end leave the deployment alone; nothing is removed for lack of a wish', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const id = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1']), wait)
    await write(replica.db, (tx) => endWish(tx, id, null))
    await vi.waitFor(() => expect(told(backend)).toEqual([null]), wait)
    expect(backend.wishes.current(id)).toMatchObject({ wish: null, last: { generation: 'g1' }, tombstones: [] })
  })

  test('are there after a restart of the backend without the registry', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1']), wait)
    await replica.stop()
    await backend.stop()
    const alone = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: backend.documents })
    expect(told(alone)).toEqual(['g1'])
    expect(alone.wishes.snapshotAt()).not.toBeNull()
  })

  test('a registry that lost its database unwishes everything and removes nothing', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const id = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1']), wait)
    await backend.stop()
    const empty = await (await aWorld()).replica()
    const joinToken = await register(empty)
    const kept = backend.documents
    const again = await world.backend({ cluster: 'cluster-a', port: empty.port, kept, joinToken })
    await vi.waitFor(() => expect(told(again)).toEqual([null]), wait)
    expect(again.wishes.current(id).tombstones).toEqual([])
  })

  test('a confirmed removal is sent until it is reported done, and then forgotten on both sides', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const id = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1']), wait)
    const tombstone = await write(replica.db, async (tx) => {
      await endWish(tx, id, null)
      return putTombstone(tx, {
        cluster: 'cluster-a',
        project: 'shop',
        deployment: id,
        service: null,
        operation: 'op-remove',
        confirmedBy: 'somebody',
        deletion: {},
        purge: false,
      })
    })
    await vi.waitFor(() => expect(backend.wishes.current(id).tombstones).toMatchObject([{ id: tombstone }]), wait)
    const at = new Date().toISOString()
    backend.reporter.report({ type: 'tombstone', id: tombstone, state: 'TAKEN', at, retained: [] })
    backend.reporter.report({ type: 'tombstone', id: tombstone, state: 'DONE', at, retained: [] })
    await vi.waitFor(() => expect(backend.wishes.all()).toEqual([]), wait)
    const row = await replica.db.selectFrom('tombstones').select('state').executeTakeFirst()
    expect(row?.state).toBe('DONE')
  })

  test('that this backend cannot read are left out, and do not keep the others from arriving', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(backend.wishes.snapshotAt()).not.toBeNull(), wait)
    await saveSpec(replica.db, 'cluster-a', 'broken', 'g1', { formatVersion: 2 as never })
    await saveWish(replica.db, 'cluster-a', 'production', 'g2')
    await vi.waitFor(() => expect(told(backend)).toEqual(['g2']), wait)
  })

  test('what cannot be read of a snapshot leaves its deployment as it is, and the rest is taken in', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const staging = await saveWish(replica.db, 'cluster-a', 'staging', 'g1')
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(told(backend)).toEqual(['g1', 'g1']), wait)
    await backend.stop()
    const { id } = await saveSpec(replica.db, 'cluster-a', 'production', 'g2', { formatVersion: 2 as never })
    await saveWish(replica.db, 'cluster-a', 'staging', 'g2')
    const again = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: backend.documents })
    await vi.waitFor(() => expect(again.wishes.current(staging).wish?.generation).toBe('g2'), wait)
    expect(again.wishes.current(id).wish?.generation).toBe('g1')
    expect(again.state().type).toBe('connected')
  })

  test('an estate of hundreds arrives whole', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    for (let index = 0; index < 205; index++) await saveWish(replica.db, 'cluster-a', `d${index}`, 'g1')
    const backend = await joined(world, replica)
    await vi.waitFor(() => expect(told(backend).filter((generation) => generation === 'g1')).toHaveLength(205), wait)
  })
})
