import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { World } from './world.ts'

const list = '{ projects { name deployments { id live { state } } } }'

describe('a cluster that does not answer', () => {
  let world: World
  beforeEach(async () => {
    world = await World.start()
  })
  afterEach(() => world.stop())

  it.each([
    ['hangs', 'hang'],
    ['breaks the connection', 'break'],
    ['answers with a page of a proxy', 'page'],
  ] as const)('and %s leaves its own part empty, with a coded error at each place', async (_, failure) => {
    world.clusters.get('beta')!.failure = failure
    const { status, body } = await world.query(list)
    expect(status).toBe(200)
    expect(body.data.projects.map((project: { deployments: unknown }) => project.deployments)).toEqual([
      [
        { id: 'alpha/app-0', live: { state: 'alpha is well' } },
        { id: 'beta/app-0', live: null },
      ],
      [
        { id: 'alpha/app-1', live: { state: 'alpha is well' } },
        { id: 'beta/app-1', live: null },
      ],
    ])
    expect(body.errors).toMatchObject([
      { path: ['projects', 0, 'deployments', 1, 'live'], extensions: { code: 'CLUSTER_UNREACHABLE', cluster: 'beta' } },
      { path: ['projects', 1, 'deployments', 1, 'live'], extensions: { code: 'CLUSTER_UNREACHABLE', cluster: 'beta' } },
    ])
  })

  it('takes nothing from those who ask only the others', async () => {
    world.clusters.get('beta')!.failure = 'hang'
    const { body } = await world.query('{ projects { deployments { id name } } }')
    expect(body.errors).toBeUndefined()
  })

  it('has no say over the registry: without it there is no answer, and a retry is invited', async () => {
    world.registry.failure = 'break'
    const { status, body } = await world.query(list)
    expect(status).toBe(503)
    expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL', requestId: expect.any(String) } }])
    world.registry.failure = 'none'
    expect((await world.query(list)).status).toBe(200)
  })
})

describe('a cluster that hangs', () => {
  it('costs its time limit once; later answers are fast, until it is back', async () => {
    const world = await World.start({ config: { subgraphTimeoutMs: 1_500 } })
    const beta = world.clusters.get('beta')!
    beta.failure = 'hang'
    const timed = async () => {
      const startedAt = performance.now()
      const { body } = await world.query(list)
      return { ms: performance.now() - startedAt, errors: body.errors?.length ?? 0 }
    }
    const first = await timed()
    expect(first.errors).toBe(2)
    expect(first.ms).toBeGreaterThan(1_450)
    const asked = beta.requests.length
    const later = await Promise.all(Array.from({ length: 20 }, timed))
    expect(later.every(({ errors }) => errors === 2)).toBe(true)
    expect(Math.max(...later.map(({ ms }) => ms))).toBeLessThan(1_000)
    expect(beta.requests).toHaveLength(asked)
    const isOpen = 'gateway_breaker_open{subgraph="beta"} 1'
    await world.until(async () => (await world.gateway.metrics.registry.metrics()).includes(isOpen))

    beta.failure = 'none'
    await world.until(async () => (await timed()).errors === 0)
    await world.stop()
  })
})

describe('reads in flight', () => {
  let world: World
  beforeEach(async () => {
    world = await World.start()
    world.registry.delayMs = 150
  })
  afterEach(() => world.stop())

  it('are shared by equal questions of one caller', async () => {
    const token = await world.token()
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.query('{ viewer { name } }', { token })))
    expect(answers.map(({ body }) => body.data.viewer.name)).toEqual(Array.from({ length: 5 }, () => 'Ann'))
    expect(world.registry.requests).toHaveLength(1)
  })

  it('are never shared between callers', async () => {
    const tokens = await Promise.all([world.token(), world.token({ sub: 'bob', name: 'Bob' })])
    const answers = await Promise.all(tokens.map((token) => world.query('{ viewer { name } }', { token })))
    expect(answers.map(({ body }) => body.data.viewer.name)).toEqual(['Ann', 'Bob'])
  })

  it('survive the one who asked first', async () => {
    const token = await world.token()
    const leaver = new AbortController()
    const left = fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
      signal: leaver.signal,
    }).catch((error: Error) => error.name)
    await world.until(() => world.registry.requests.length === 1)
    const staying = world.query('{ viewer { name } }', { token })
    leaver.abort()
    expect(await left).toBe('AbortError')
    expect((await staying).body.data).toEqual({ viewer: { name: 'Ann' } })
  })

  it('are not joined by a question that came after a change', async () => {
    const token = await world.token()
    const before = world.query('{ viewer { name } }', { token })
    await world.until(() => world.registry.requests.length === 1)
    world.registry.delayMs = 0
    await world.query('mutation { rename(name: "x") }', { token })
    await world.query('{ viewer { name } }', { token })
    expect(world.registry.requests).toHaveLength(3)
    await before
  })

  it('and changes never are', async () => {
    const token = await world.token()
    await Promise.all(Array.from({ length: 3 }, () => world.query('mutation { rename(name: "x") }', { token })))
    expect(world.registry.requests).toHaveLength(3)
  })
})
