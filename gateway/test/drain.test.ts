import { describe, expect, it } from 'vitest'
import { sseDistinct, webSocket } from './clients.ts'
import { World } from './world.ts'

const ticks = 'subscription { ticks(topic: "t") { number } }'

describe('a gateway that stops', () => {
  it('ends what runs, tells streams to come again, and says so to its platform', async () => {
    const world = await World.start()
    const [sse, socket] = await Promise.all([sseDistinct(world, ticks), webSocket(world, ticks)])
    await world.until(() => sse.heard.length === 1 && socket.heard.length === 1)
    const health = async (path: string) => {
      const response = await fetch(`${world.gateway.url}/health/${path}`)
      return { status: response.status, body: JSON.parse(await response.text()) }
    }
    expect(await health('live')).toMatchObject({ status: 200 })
    expect(await health('ready')).toEqual({ status: 200, body: { phase: 'started', supergraph: '1' } })

    const running = world.query('{ slow(ms: 300) }')
    await world.until(() => world.registry.requests.some(({ query }) => query.includes('slow')))
    const stopping = world.stop()
    expect(world.gateway.lifecycle.phase).toBe('draining')
    expect((await running).body.data).toEqual({ slow: 'done' })
    await stopping
    expect(sse.end).toBe('broken') // no `complete`: the client opens it again by itself
    expect(socket.failure).toMatchObject({ code: 1012 })
    expect(world.gateway.lifecycle.phase).toBe('stopped')
    await expect(fetch(`${world.gateway.url}/health/live`)).rejects.toThrow('fetch failed')
  })

  it('is not ready, and says that it starts, while it has no supergraph', async () => {
    const world = await World.start({ withholdSupergraph: true })
    try {
      const ready = await fetch(`${world.gateway.url}/health/ready`)
      expect(ready.status).toBe(503)
      const answer = await world.query('{ viewer { name } }')
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).not.toBeNull()
      world.withheld = false
      await world.until(() => world.gateway.version() !== null)
      expect((await world.query('{ viewer { name } }')).status).toBe(200)
    } finally {
      await world.stop()
    }
  })
})
