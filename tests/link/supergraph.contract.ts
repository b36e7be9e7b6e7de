import { request } from 'undici'
import { describe, expect, test, vi } from 'vitest'
import { composeRouting } from '../../subgraphs/registry/src/clusters/supergraph.ts'
import { changeCluster } from '../../subgraphs/registry/src/store/clusters.ts'
import { write } from '../../subgraphs/registry/src/store/write.ts'
import { actor, aWorld, joined, register, wait } from './steps.ts'
import { internalSecret, type Replica } from './world.ts'

const clustersOf = async (replica: Replica) => (await replica.supergraphs.newest())?.clusters

async function get(replica: Replica, query = '', headers: Record<string, string> = {}) {
  const answer = await request(`http://127.0.0.1:${replica.port}/internal/supergraph${query}`, {
    headers: { 'x-internal-secret': internalSecret.reveal(), ...headers },
  })
  const text = await answer.body.text()
  return {
    status: answer.statusCode,
    etag: String(answer.headers['etag']),
    body: text === '' ? null : JSON.parse(text),
  }
}

describe('the supergraph', () => {
  test('is there without any cluster', async () => {
    const replica = await (await aWorld()).replica()
    expect(await replica.supergraphs.recompose()).toBe(true)
    expect(await replica.supergraphs.recompose()).toBe(false)
    const newest = await replica.supergraphs.newest()
    expect(newest).toMatchObject({ clusters: [], sdl: expect.stringContaining('DetachedDeployment') })
  })

  test('holds a cluster from its first connection on, also while it is away, and not before', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await register(replica, 'cluster-b', 'link:')
    await replica.supergraphs.recompose()
    expect(await clustersOf(replica)).toEqual([])
    const backend = await joined(world, replica, 'cluster-a')
    await vi.waitFor(async () => expect(await clustersOf(replica)).toEqual(['cluster-a']), wait)
    await backend.stop()
    expect(await replica.supergraphs.recompose()).toBe(false)
    expect((await replica.supergraphs.newest())?.sdl).toContain('ClusterADeployment')
  })

  test('is not made again when a known cluster comes back', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const backend = await joined(world, replica)
    await vi.waitFor(async () => expect(await clustersOf(replica)).toEqual(['cluster-a']), wait)
    const before = await replica.supergraphs.newest()
    await backend.stop()
    const again = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: backend.documents })
    await vi.waitFor(() => expect(again.state().type).toBe('connected'), wait)
    expect(await replica.supergraphs.newest()).toEqual(before)
  })

  test('gives a cluster behind the link as link:', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica, 'cluster-a', 'link:')
    await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken })
    await vi.waitFor(async () => expect(await clustersOf(replica)).toEqual(['cluster-a']), wait)
    expect((await replica.supergraphs.newest())?.sdl).toContain('url: "link:cluster-a"')
  })

  test('loses a cluster that is removed or speaks too old a contract', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await Promise.all([joined(world, replica, 'cluster-a'), joined(world, replica, 'cluster-b')])
    await vi.waitFor(async () => expect(await clustersOf(replica)).toEqual(['cluster-a', 'cluster-b']), wait)
    await replica.clusters.remove('cluster-b', 'cluster-b', actor)
    await vi.waitFor(async () => expect(await clustersOf(replica)).toEqual(['cluster-a']), wait)
    await write(replica.db, (tx) => changeCluster(tx, 'cluster-a', { state: 'INCOMPATIBLE', contractVersion: 0 }))
    await replica.supergraphs.recompose()
    expect(await clustersOf(replica)).toEqual([])
  })

  test('stays the last good one when the next does not compose', async () => {
    const world = await aWorld()
    let isBroken = false
    const replica = await world.replica({
      compose: (routing, url) =>
        isBroken ? { ok: false, errors: [{ code: 'BROKEN', message: 'no' }] } : composeRouting(routing, url),
    })
    await replica.supergraphs.recompose()
    const good = await replica.supergraphs.newest()
    isBroken = true
    await joined(world, replica)
    expect(await replica.supergraphs.recompose()).toBe(false)
    expect(await replica.supergraphs.newest()).toEqual(good)
    isBroken = false
    expect(await replica.supergraphs.recompose()).toBe(true)
    expect(await clustersOf(replica)).toEqual(['cluster-a'])
  })
})

test('a supergraph that could not be made is made as soon as it can be', async () => {
  let tries = 0
  const replica = await (
    await aWorld()
  ).replica({
    retryMs: 50,
    compose: (routing, url) => {
      if (tries++ === 0) throw new Error('the first try breaks')
      return composeRouting(routing, url)
    },
  })
  replica.supergraphs.recomposeSoon()
  await vi.waitFor(async () => expect(await clustersOf(replica)).toEqual([]), wait)
  expect(tries).toBe(2)
})

describe('GET /internal/supergraph', () => {
  test('gives version, text and clusters, and says so when nothing is new', async () => {
    const replica = await (await aWorld()).replica()
    expect((await get(replica)).status).toBe(503)
    await replica.supergraphs.recompose()
    const first = await get(replica)
    expect(first).toMatchObject({ status: 200, body: { clusters: [], version: first.body.version } })
    expect(first.etag).toBe(`"${first.body.version}"`)
    expect((await get(replica, '', { 'if-none-match': first.etag })).status).toBe(304)
    expect((await get(replica, '?after=older&wait=0')).body).toEqual(first.body)
    expect((await get(replica, `?after=${first.body.version}&wait=0.1`)).status).toBe(304)
    expect((await get(replica, '?wait=1000')).status).toBe(400)
  })

  test('waits for the next one, whichever replica makes it', async () => {
    const world = await aWorld()
    const [near, far] = [await world.replica(), await world.replica()]
    await near.supergraphs.recompose()
    const { version } = (await near.supergraphs.newest())!
    const waiting = get(far, `?after=${version}&wait=20`)
    await joined(world, near)
    expect(await waiting).toMatchObject({ status: 200, body: { clusters: ['cluster-a'] } })
  })

  test('is closed to whoever does not show the internal secret', async () => {
    const replica = await (await aWorld()).replica()
    expect((await get(replica, '', { 'x-internal-secret': 'wrong' })).status).toBe(401)
  })
})
