import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sseDistinct, sseSingle, webSocket, type Client } from './clients.ts'
import { World } from './world.ts'

const ticks =
  'subscription Ticks($topic: String!) { ticks(topic: $topic) { number deployment { name live { state } } } }'

/** One suite for every transport that carries streams: they differ in nothing but their envelopes. */
const transports: readonly (readonly [string, Client])[] = [
  ['SSE, distinct connections', sseDistinct],
  ['SSE, single connection', sseSingle],
  ['WebSocket', webSocket],
]

describe.each(transports)('%s', (name, open) => {
  let world: World
  const topic = `topic of ${name}`
  beforeAll(async () => {
    world = await World.start({ limits: { subscriptionsPerCaller: 8, depth: 6 } })
  })
  afterAll(() => world.stop())

  it('answers a query and completes', async () => {
    const listener = await open(world, '{ viewer { name email } }')
    await world.until(() => listener.end === 'complete')
    expect(listener.heard.map(({ payload }) => payload.data)).toEqual([
      { viewer: { name: 'Ann', email: 'ann@example.org' } },
    ])
  })

  it('carries out a mutation', async () => {
    const listener = await open(world, 'mutation { rename(name: "new") }')
    await world.until(() => listener.end === 'complete')
    expect(listener.heard[0]!.payload.data).toEqual({ rename: 'new' })
  })

  it.each([
    ['what the graph does not have', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['what cannot be read', '{ viewer ', 'GRAPHQL_PARSE_FAILED'],
    [
      'what is nested too deep',
      '{ projects { deployments { live { workloads { name } } } deployments { live { workloads { name } } } } a: projects { deployments { id } } }',
      null,
    ],
    ['a variable of an impossible value', 'query A($first: Int) { projects(first: $first) { id } }', null],
    ['a field that the caller may not see', '{ refuses(code: "FORBIDDEN") }', 'FORBIDDEN'],
    ['a mistake of ours', '{ breaks }', 'INTERNAL'],
  ])('says what is wrong with %s', async (_, query, code) => {
    const listener = await open(world, query)
    await world.until(() => listener.end !== 'open')
    expect(listener.codes).toEqual(code === null ? [] : [code])
    expect(JSON.stringify([listener.heard, listener.failure])).not.toContain('1234')
  })

  it('refuses to show the schema to a stranger', async () => {
    const listener = await open(world, '{ __schema { queryType { name } } }', { token: null })
    await world.until(() => listener.end !== 'open')
    expect(listener.codes).toEqual(['UNAUTHENTICATED'])
  })

  it('gives the present state first, then each event with what the clusters add', async () => {
    const listener = await open(world, ticks, { variables: { topic } })
    await world.until(() => listener.heard.length === 1)
    world.feed.emit(topic, 1, 'alpha')
    world.feed.emit(topic, 2, 'beta')
    await world.until(() => listener.heard.length === 3)
    expect(listener.heard.map(({ payload }) => payload.data.ticks)).toEqual([
      { number: 0, deployment: null },
      { number: 1, deployment: { name: 'app-0', live: { state: 'alpha is well' } } },
      { number: 2, deployment: { name: 'app-0', live: { state: 'beta is well' } } },
    ])
    listener.close()
    await world.until(() => world.feed.running === 0)
  })

  it('ends a stream whose caller may not have it', async () => {
    world.feed.setKey('mallory', 'FORBIDDEN')
    const listener = await open(world, ticks, { variables: { topic }, token: await world.token({ sub: 'mallory' }) })
    await world.until(() => listener.end === 'complete')
    expect(listener.codes).toEqual(['FORBIDDEN'])
  })

  it('ends a stream when its token expires', async () => {
    const token = await world.token({ sub: 'brief' }, { expiresIn: '2s' })
    const listener = await open(world, ticks, { variables: { topic }, token })
    await world.until(() => listener.heard.length === 1)
    expect(listener.end).toBe('open')
    await world.until(() => listener.end !== 'open')
    expect(listener.codes).toEqual(['UNAUTHENTICATED'])
  })

  it('limits the subscriptions of one caller, and says so', async () => {
    const token = await world.token({ sub: 'greedy' })
    const asked = { variables: { topic }, token }
    const open8 = await Promise.all(Array.from({ length: 8 }, () => open(world, ticks, asked)))
    await world.until(() => open8.every(({ heard }) => heard.length === 1))
    const ninth = await open(world, ticks, asked)
    await world.until(() => ninth.end !== 'open')
    expect(ninth.codes).toEqual(['RATE_LIMITED'])
    for (const listener of open8) listener.close()
    await world.until(() => world.gateway.hub.feeds === 0)
    const again = await open(world, ticks, asked)
    await world.until(() => again.heard.length === 1)
    again.close()
  })
})
