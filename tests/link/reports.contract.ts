import { describe, expect, test, vi } from 'vitest'
import { putTombstone } from '../../subgraphs/registry/src/store/removals.ts'
import { writeAudited as write } from '../../subgraphs/registry/src/store/testing.ts'
import { aWorld, isConnected, joined, register, wait } from './steps.ts'
import { anEvent, saveWish, type Backend, type Replica } from './world.ts'

describe('reports', () => {
  const messages = async (replica: Replica): Promise<string[]> => {
    const rows = await replica.db.selectFrom('events').select('change').orderBy('cursor').execute()
    return rows.flatMap(({ change }) => (change.type === 'deployment' ? [change.message] : []))
  }

  /** What was acknowledged is kept no longer. */
  const allIsAcknowledged = async ({ kubernetes }: Backend): Promise<void> => {
    const kept = await kubernetes.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'operations-manager' })
    expect(kept.filter(({ metadata }) => metadata.name.startsWith('events-'))).toEqual([])
  }

  test('arrive in order, also those of a time without a link, and each is stored once', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const line = await world.line(replica.port)
    const id = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const backend = await world.backend({
      cluster: 'cluster-a',
      port: line.port,
      joinToken: await register(replica),
    })
    await isConnected(backend)
    const expected: string[] = []
    const report = (name: string): void => {
      expected.push(name)
      backend.reporter.report(anEvent(name, id))
    }
    report('before')
    await vi.waitFor(async () => expect(await messages(replica)).toEqual(expected), wait)
    // Else it could wait for an acknowledgement that is no longer let through, and send nothing more.
    await vi.waitFor(() => allIsAcknowledged(backend), wait)
    // The registry stores what it never gets to acknowledge: the worst moment for a cut.
    line.deafen()
    report('in the middle')
    await vi.waitFor(async () => expect(await messages(replica)).toEqual(expected), wait)
    line.cut()
    report('while away')
    line.mend()
    report('after')
    await vi.waitFor(async () => expect(await messages(replica)).toEqual(expected), wait)
    await vi.waitFor(() => allIsAcknowledged(backend), wait)
    expect(await messages(replica)).toEqual(expected)
  })

  test('of before a restart are delivered after it', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const id = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const first = await joined(world, replica)
    await replica.stop()
    await vi.waitFor(() => expect(first.state().type).not.toBe('connected'), wait)
    first.reporter.report(anEvent('kept', id))
    await first.stop()
    const next = await world.replica()
    await world.backend({ cluster: 'cluster-a', port: next.port, kept: first.documents })
    await vi.waitFor(async () => expect(await messages(next)).toEqual(['kept']), wait)
  })

  test('about what is not theirs are refused, and do not keep the others from being stored', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const ours = await saveWish(replica.db, 'cluster-a', 'production', 'g1')
    const theirs = await saveWish(replica.db, 'cluster-b', 'production', 'g1x')
    const tombstone = await write(replica.db, (tx) =>
      putTombstone(tx, {
        cluster: 'cluster-b',
        project: 'shop',
        deployment: theirs,
        service: null,
        operation: 'op-remove',
        confirmedBy: 'somebody',
        deletion: {},
        purge: false,
      }),
    )
    const backend = await joined(world, replica)
    const at = new Date().toISOString()
    backend.reporter.report(anEvent('foreign', theirs))
    backend.reporter.report({ type: 'tombstone', id: tombstone, state: 'DONE', at, retained: [] })
    backend.reporter.report({ ...anEvent('broken', ours), kind: 'NONSENSE' } as never)
    backend.reporter.report(anEvent('ours', ours))
    await vi.waitFor(async () => expect(await messages(replica)).toEqual(['ours']), wait)
    const row = await replica.db.selectFrom('tombstones').select('state').executeTakeFirst()
    expect(row?.state).toBe('WISHED')
  })
})
