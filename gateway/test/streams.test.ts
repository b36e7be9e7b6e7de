import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sseDistinct, webSocket, type Listener } from './clients.ts'
import { World } from './world.ts'

const ticks = 'subscription($topic: String!) { ticks(topic: $topic) { number deployment { name live { state } } } }'
const ticksAfter = 'subscription($topic: String!, $after: String) { ticks(topic: $topic, after: $after) { number } }'
const variables = { topic: 't' }

let world: World
beforeEach(async () => {
  world = await World.start()
})
afterEach(() => world.stop())

const opened = async (listener: Listener): Promise<Listener> => {
  await world.until(() => listener.heard.length >= 1)
  return listener
}

describe('resuming', () => {
  it('names the place of each event, and goes on after it by Last-Event-ID', async () => {
    const first = await opened(await sseDistinct(world, ticks, { variables }))
    for (const number of [1, 2, 3]) world.feed.emit('t', number)
    await world.until(() => first.heard.length === 4)
    expect(first.heard.map(({ id }) => id)).toEqual(['0', '1', '2', '3'])
    first.close()
    world.feed.emit('t', 4)
    const second = await sseDistinct(world, ticks, { variables, lastEventId: '2' })
    await world.until(() => second.heard.length === 2)
    expect(second.numbers).toEqual([3, 4])
    second.close()
  })

  it('lets `after` in the document win over the header', async () => {
    for (const number of [1, 2, 3]) world.feed.emit('t', number)
    const listener = await sseDistinct(world, ticksAfter, { variables: { topic: 't', after: '1' }, lastEventId: '2' })
    await world.until(() => listener.heard.length === 2)
    expect(listener.numbers).toEqual([2, 3])
    listener.close()
  })

  it('goes on by itself when the registry restarts, from the last event and not from the start', async () => {
    const listener = await opened(
      await webSocket(world, ticksAfter, { variables: { topic: 't', after: '0' } }).then((it) => {
        world.feed.emit('t', 1)
        return it
      }),
    )
    world.registry.dropConnections()
    world.feed.emit('t', 2)
    world.feed.emit('t', 3)
    await world.until(() => listener.heard.length === 3)
    expect(listener.numbers).toEqual([1, 2, 3])
    listener.close()
  })
})

describe('sharing', () => {
  const many = async (count: number, asked: object = {}): Promise<Listener[]> => {
    const listeners: Listener[] = []
    for (let index = 0; index < count; index += 1) {
      listeners.push(await opened(await sseDistinct(world, ticks, { variables, ...asked })))
    }
    return listeners
  }
  const closeAll = async (listeners: readonly Listener[]): Promise<void> => {
    for (const listener of listeners) listener.close()
    await world.until(() => world.feed.running === 0)
  }

  it('runs one stream for all who may see the same', async () => {
    const people = ['ann', 'bob', 'cem', 'dee']
    const listeners: Listener[] = []
    for (const sub of people) listeners.push(...(await many(2, { token: await world.token({ sub }) })))
    await world.until(() => world.gateway.hub.feeds === 1 && world.feed.running === 1)
    for (const number of [1, 2, 3]) world.feed.emit('t', number, 'alpha')
    await world.until(() => listeners.every(({ heard }) => heard.length === 4))
    expect(listeners.map(({ numbers }) => numbers)).toEqual(listeners.map(() => [0, 1, 2, 3]))
    expect(world.clusters.get('alpha')!.requests).toHaveLength(3)
    await closeAll(listeners)
  })

  it('joins without positions too, after an event that both streams saw', async () => {
    world.feed.withPosition = false
    const listeners = await many(3)
    world.feed.emit('t', 1)
    await world.until(() => world.gateway.hub.feeds === 1)
    world.feed.emit('t', 2)
    await world.until(() => listeners.every(({ heard }) => heard.length === 3))
    expect(listeners.map(({ numbers }) => numbers)).toEqual(listeners.map(() => [0, 1, 2]))
    await closeAll(listeners)
  })

  it('never joins callers whose rights differ', async () => {
    world.feed.setKey('bob', 'other')
    const listeners = [...(await many(2)), ...(await many(2, { token: await world.token({ sub: 'bob' }) }))]
    await world.until(() => world.gateway.hub.feeds === 2)
    await closeAll(listeners)
  })

  it('loses and repeats nothing while people come and go and events stream', async () => {
    const listeners: Listener[] = []
    let number = 0
    for (let round = 0; round < 30; round += 1) {
      const opening = sseDistinct(world, ticks, { variables })
      for (let index = 0; index < 5; index += 1) world.feed.emit('t', (number += 1))
      listeners.push(await opening)
      if (round % 3 === 2) listeners[round - 2]!.close()
    }
    world.feed.emit('t', (number += 1))
    const staying = listeners.filter((_, index) => index % 3 !== 0)
    await world.until(() => staying.every(({ numbers }) => numbers.at(-1) === number))
    for (const { numbers } of staying) {
      const first = numbers[0]!
      expect(numbers).toEqual(Array.from({ length: number - first + 1 }, (_, index) => first + index))
    }
    await closeAll(listeners)
  })

  it('tells those who lost their rights, and lets the others go on', async () => {
    const [ann] = await many(1)
    const [bob] = await many(1, { token: await world.token({ sub: 'bob' }) })
    await world.until(() => world.gateway.hub.feeds === 1)
    world.feed.setKey('ann', 'FORBIDDEN')
    await world.until(() => ann!.end === 'complete')
    expect(ann!.codes).toEqual(['FORBIDDEN'])
    world.feed.emit('t', 1)
    await world.until(() => bob!.heard.length === 2)
    expect(bob!.numbers).toEqual([0, 1])
    await closeAll([bob!])
  })
})

describe('asking again about rights', () => {
  let other: World
  beforeEach(async () => {
    other = await World.start({ config: { recheckMs: 100 } })
  })
  afterEach(() => other.stop())

  it('ends the share of somebody who joined and may not see it any more', async () => {
    const ann = await sseDistinct(other, ticks, { variables })
    await other.until(() => ann.heard.length === 1)
    const bob = await sseDistinct(other, ticks, { variables, token: await other.token({ sub: 'bob' }) })
    await other.until(() => bob.heard.length === 1 && other.gateway.hub.feeds === 1)
    other.feed.keys.set('bob', 'FORBIDDEN') // silently: the stream that bob shares is ann's
    await other.until(() => bob.end === 'complete')
    expect(bob.codes).toEqual(['FORBIDDEN'])
    other.feed.emit('t', 1)
    await other.until(() => ann.heard.length === 2)
    expect(ann.numbers).toEqual([0, 1])
    ann.close()
  })

  it('takes nobody’s stream away because the question could not be answered', async () => {
    const ann = await sseDistinct(other, ticks, { variables })
    await other.until(() => ann.heard.length === 1)
    const bob = await sseDistinct(other, ticks, { variables, token: await other.token({ sub: 'bob' }) })
    await other.until(() => bob.heard.length === 1 && other.gateway.hub.feeds === 1)
    const before = asked()
    other.feed.keys.set('bob', 'INTERNAL')
    await other.until(() => asked() >= before + 3)
    other.feed.emit('t', 1)
    await other.until(() => bob.heard.length === 2)
    expect(bob.codes).toEqual([])
    ann.close()
    bob.close()

    function asked(): number {
      return other.feed.opened.filter(({ subject }) => subject === 'bob').length
    }
  })
})

describe('a reader that falls behind', () => {
  it('is cut, and disturbs nobody else', async () => {
    const slow = await World.start({ config: { maxBehindBytes: 50_000 } })
    try {
      const token = await slow.token()
      const { hostname, port } = new URL(slow.gateway.url)
      const { connect } = await import('node:net')
      const socket = connect(Number(port), hostname)
      const body = JSON.stringify({ query: ticks, variables })
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n` +
          `authorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      )
      socket.pause()
      const reader = await sseDistinct(slow, ticks, { variables })
      await slow.until(() => reader.heard.length === 1)
      let number = 0
      await slow.until(async () => {
        for (let index = 0; index < 500; index += 1) slow.feed.emit('t', (number += 1))
        await slow.until(() => reader.numbers.at(-1) === number)
        return (await slow.gateway.metrics.registry.metrics()).includes('gateway_cut_readers_total 1')
      }, 20_000)
      expect(reader.numbers).toEqual(Array.from({ length: number + 1 }, (_, index) => index))
      reader.close()
      socket.destroy()
    } finally {
      await slow.stop()
    }
  }, 30_000)
})
