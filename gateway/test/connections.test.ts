import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await World.start({ config: { heartbeatMs: 100, corsOrigins: ['https://tools.example'] } })
})
afterAll(() => world.stop())

const ticks = 'subscription { ticks(topic: "t") { number } }'
const connect = (options: object = {}): WebSocket =>
  new WebSocket(`${world.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options)
const closed = async (socket: WebSocket): Promise<number> => {
  const [code] = (await once(socket, 'close')) as [number]
  return code
}
const said = async (socket: WebSocket): Promise<unknown> => {
  const [data] = (await once(socket, 'message')) as [Buffer]
  return JSON.parse(data.toString())
}

describe('a connection that is quiet', () => {
  it('is kept alive by heartbeats over SSE', async () => {
    const end = new AbortController()
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      signal: end.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await world.token()}`,
      },
      body: JSON.stringify({ query: ticks }),
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('x-request-id')).not.toBeNull()
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      if (text.split('\n').filter((line) => line === ':').length >= 4) break
    }
    expect(text).toContain('event: next')
    end.abort()
  })

  it('is kept alive by pings over WebSocket, and ended if nobody answers them', async () => {
    const socket = connect({ autoPong: false })
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'connection_init' }))
    expect(await said(socket)).toEqual({ type: 'connection_ack' })
    await once(socket, 'ping')
    expect(await closed(socket)).toBe(1006)
  })
})

describe('a WebSocket', () => {
  it('from a page of another origin is refused, from a listed one or none it is not', async () => {
    for (const [origin, isOpen] of [
      ['https://evil.example', false],
      ['https://tools.example', true],
      [world.gateway.url, true],
    ] as const) {
      const socket = connect({ origin })
      const seen = await once(socket, 'open').then(
        () => true,
        () => false,
      )
      expect([origin, seen]).toEqual([origin, isOpen])
      socket.terminate()
    }
  })

  it.each([
    ['nothing that can be understood', 'hello', 4400],
    [
      'an operation before it said who it is',
      JSON.stringify({ id: '1', type: 'subscribe', payload: { query: ticks } }),
      4401,
    ],
    ['a wrong token', JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer wrong' } }), 4401],
  ])('that says %s is closed', async (_, message, code) => {
    const socket = connect()
    await once(socket, 'open')
    socket.send(message)
    expect(await closed(socket)).toBe(code)
  })

  it('that introduces itself twice, or uses an id twice, is closed', async () => {
    const twice = connect()
    await once(twice, 'open')
    twice.send(JSON.stringify({ type: 'connection_init' }))
    await said(twice)
    twice.send(JSON.stringify({ type: 'connection_init' }))
    expect(await closed(twice)).toBe(4429)

    const same = connect()
    await once(same, 'open')
    same.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${await world.token()}` } }))
    await said(same)
    const subscribe = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: ticks } })
    same.send(subscribe)
    same.send(subscribe)
    expect(await closed(same)).toBe(4409)
  })

  it('may stop one operation and go on with others', async () => {
    const socket = connect()
    await once(socket, 'open')
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${await world.token()}` } }),
    )
    await said(socket)
    socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: ticks } }))
    expect(await said(socket)).toMatchObject({ id: 'a', type: 'next' })
    socket.send(JSON.stringify({ id: 'a', type: 'complete' }))
    await world.until(() => world.feed.running === 0)
    socket.send(JSON.stringify({ id: 'b', type: 'subscribe', payload: { query: '{ viewer { name } }' } }))
    expect(await said(socket)).toMatchObject({ id: 'b', payload: { data: { viewer: { name: 'Ann' } } } })
    socket.close()
  })
})
