import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sseDistinct, sseSingle, webSocket } from './clients.ts'
import { World } from './world.ts'

let world: World
// So slow that nothing comes back while a test runs.
const trickle = { operationsPerSecond: 0.01, costPerSecond: 0.01 }
beforeAll(async () => {
  world = await World.start({
    rateLimits: { ...trickle, operationsAtOnce: 3, costAtOnce: 100, runningPerCaller: 2 },
  })
})
afterAll(() => world.stop())

const viewer = '{ viewer { name } }'
const person = (sub: string) => world.token({ sub })

describe('a caller who asks too often', () => {
  it('is told so with the status, the headers and the words of HTTP, and when to come again', async () => {
    const token = await person('often')
    for (const left of [2, 1, 0]) {
      const { status, headers } = await world.query(viewer, { token })
      expect(status).toBe(200)
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"operations";r=${left};t=\\d+, "cost";r=\\d+;t=\\d+$`))
    }
    const { status, headers, body } = await world.query(viewer, { token })
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(1)
    expect(headers.get('ratelimit-policy')).toMatch(/^"operations";q=3;w=\d+, "cost";q=100;w=\d+$/)
    expect(body).toMatchObject({
      errors: [{ message: expect.stringContaining('Try again in'), extensions: { code: 'RATE_LIMITED' } }],
    })
  })

  it('takes nothing from anybody else', async () => {
    const [greedy, modest] = [await person('greedy'), await person('modest')]
    for (let count = 0; count < 4; count += 1) await world.query(viewer, { token: greedy })
    expect((await world.query(viewer, { token: modest })).status).toBe(200)
  })

  it('is stopped by the cost of what is asked as well, and a refused question costs nothing', async () => {
    const token = await person('costly')
    const asking = (first: number) =>
      world.query(`{ projects(first: ${first}) { deployments { id } } }`, { token }).then(({ status }) => status)
    expect(await asking(15)).toBe(200)
    expect(await asking(15)).toBe(429)
    expect(await asking(1)).toBe(200)
  })

  it('without a token is the address it comes from', async () => {
    const ask = () => world.query('{ __typename }', { token: null }).then(({ status }) => status)
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429])
  })

  it.each([
    ['one stream each', sseDistinct],
    ['one stream for all', sseSingle],
    ['WebSocket', webSocket],
  ])('is told so over %s, for queries and subscriptions alike', async (name, client) => {
    const token = await person(`streams ${name}`)
    for (let count = 0; count < 3; count += 1) await world.query(viewer, { token })
    for (const query of [viewer, 'subscription { ticks(topic: "a") { number } }']) {
      const listener = await client(world, query, { token })
      await world.until(() => listener.codes.length > 0)
      expect(listener.codes).toEqual(['RATE_LIMITED'])
      listener.close()
    }
  })
})

describe('a caller who has many operations running', () => {
  it('gets no more of them, until one has ended', async () => {
    const token = await person('busy')
    const slow = (ms: number) => world.query(`query Busy { slow(ms: ${ms}) }`, { token })
    const running = [slow(400), slow(401)]
    await world.until(() => world.registry.requests.filter(({ query }) => query.includes('slow')).length === 2)
    const { status, body } = await world.query(viewer, { token })
    expect([status, body.errors?.[0].extensions.limit]).toEqual([429, 'runningPerCaller'])
    await Promise.all(running)
  })
})
