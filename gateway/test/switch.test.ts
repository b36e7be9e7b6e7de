import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sseDistinct, webSocket } from './clients.ts'
import { World } from './world.ts'

const list = '{ projects { deployments { id live { state } } } }'
const ticks = 'subscription($topic: String!) { ticks(topic: $topic) { number deployment { name live { state } } } }'
const variables = { topic: 't' }

let world: World
beforeEach(async () => {
  world = await World.start()
})
afterEach(() => world.stop())

const inUse = async (version: string): Promise<void> => world.until(() => world.gateway.version() === version)

describe('another supergraph', () => {
  it('is used for the next request, and its clusters with it', async () => {
    await world.addCluster('gamma')
    await inUse(world.publishedVersion)
    const { body } = await world.query(list)
    expect(body.data.projects[0].deployments[2]).toEqual({ id: 'gamma/app-0', live: { state: 'gamma is well' } })
    expect((await world.query('{ viewer { supergraph } }')).body.data.viewer.supergraph).toBe(world.publishedVersion)
  })

  it('comes under load without a failed request', async () => {
    const token = await world.token()
    const end = new AbortController()
    let answered = 0
    const failures: unknown[] = []
    const ask = async (): Promise<void> => {
      while (!end.signal.aborted) {
        const { status, body } = await world.query(list, { token })
        answered += 1
        if (status !== 200 || body.errors !== undefined) failures.push(body)
      }
    }
    const load = Array.from({ length: 6 }, ask)
    for (const name of ['gamma', 'delta', 'epsilon']) {
      const before = answered
      await world.addCluster(name)
      await inUse(world.publishedVersion)
      await world.until(() => answered > before + 20)
    }
    end.abort()
    await Promise.all(load)
    expect(failures).toEqual([])
    const { body } = await world.query(list, { token })
    expect(body.data.projects[0].deployments).toHaveLength(5)
  })

  it('lets a request that runs end on the one it began with', async () => {
    const slow = world.query('{ slow(ms: 300) }')
    await world.until(() => world.registry.requests.length === 1)
    await world.addCluster('gamma')
    await inUse(world.publishedVersion)
    expect((await slow).body.data).toEqual({ slow: 'done' })
  })

  it('that cannot be loaded is refused, and the last good one stays', async () => {
    const good = world.gateway.version()
    world.publish(['alpha', 'beta'], 'type Query { this is no supergraph }')
    await world.until(async () =>
      (await world.gateway.metrics.registry.metrics()).includes('gateway_supergraph_refused_total 1'),
    )
    expect(world.gateway.version()).toBe(good)
    expect((await world.query(list)).body.errors).toBeUndefined()
    world.publish(['alpha', 'beta'])
    await inUse(world.publishedVersion)
  })

  it.each([
    ['SSE', sseDistinct],
    ['WebSocket', webSocket],
  ])('moves streams over unseen, so that events of a new cluster are whole: %s', async (_, open) => {
    const listener = await open(world, ticks, { variables })
    await world.until(() => listener.heard.length === 1)
    world.feed.emit('t', 1, 'alpha')
    await world.until(() => listener.heard.length === 2)
    await world.addCluster('gamma')
    await inUse(world.publishedVersion)
    world.feed.emit('t', 2, 'gamma')
    await world.until(() => listener.heard.length === 3)
    expect(listener.heard[2]!.payload.data.ticks).toEqual({
      number: 2,
      deployment: { name: 'app-0', live: { state: 'gamma is well' } },
    })
    expect(listener.end).toBe('open')
    listener.close()
  })

  it('loses and repeats no event while it comes, again and again', async () => {
    const listeners = await Promise.all([
      sseDistinct(world, ticks, { variables }),
      webSocket(world, ticks, { variables }),
    ])
    await world.until(() => listeners.every(({ heard }) => heard.length === 1))
    let number = 0
    const emitting = setInterval(() => world.feed.emit('t', (number += 1), 'alpha'), 4)
    for (const name of ['gamma', 'delta', 'epsilon']) {
      const before = number
      await world.addCluster(name)
      await inUse(world.publishedVersion)
      await world.until(() => number > before + 15)
    }
    clearInterval(emitting)
    await world.until(() => listeners.every(({ numbers }) => numbers.at(-1) === number))
    for (const { numbers } of listeners) {
      expect(numbers).toEqual(Array.from({ length: number + 1 }, (_, index) => index))
    }
    for (const listener of listeners) listener.close()
  })
})
