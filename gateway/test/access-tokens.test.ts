import { newAccessToken } from '@operations-manager/runtime/access-token/access-token.ts'
import { accessTokenRoutes } from '@operations-manager/schema/access-token/internal.ts'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { sseDistinct, sseSingle, webSocket, type Client } from './clients.ts'
import { World } from './world.ts'

const ticks = 'subscription($topic: String!) { ticks(topic: $topic) { number } }'
const variables = { topic: 't' }
const viewer = '{ viewer { name } }'
const findRoute = accessTokenRoutes.find

const transports: readonly (readonly [string, Client])[] = [
  ['SSE, distinct connections', sseDistinct],
  ['SSE, single connection', sseSingle],
  ['WebSocket', webSocket],
]

const timesAsked = (world: World): number => world.tokens.asked.filter((path) => path === findRoute).length
const hears = (world: World) => world.until(() => world.tokens.listening === 1)

describe('a caller with an access token', () => {
  let world: World
  beforeEach(async () => {
    world = await World.start()
    await hears(world)
  })
  afterEach(() => world.stop())

  it('is told to the subgraphs by the token’s name, and asked about once for a while', async () => {
    const token = world.tokens.give({ name: 'pipeline' })
    for (let count = 0; count < 3; count += 1) {
      expect((await world.query(viewer, { token })).body.data).toEqual({ viewer: { name: 'pipeline' } })
    }
    expect(timesAsked(world)).toBe(1)
  })

  it('is refused the moment the token ends', async () => {
    const token = world.tokens.give()
    await world.query(viewer, { token })
    world.tokens.revoke(token)
    await world.until(async () => (await world.query(viewer, { token })).status === 401, 1_000)
  })

  it('is asked about every time while nothing is heard of tokens that end', async () => {
    const token = world.tokens.give()
    await world.query(viewer, { token })
    world.tokens.isAway = true
    world.tokens.cutNews()
    await world.until(async () => (await world.query(viewer, { token })).status === 503)
    const { status, body, headers } = await world.query(viewer, { token })
    expect([status, body.errors[0].extensions.code, headers.get('retry-after')]).toEqual([503, 'INTERNAL', '2'])
    world.tokens.isAway = false
    expect((await world.query(viewer, { token })).status).toBe(200)
  })

  it('that ended while nothing was heard is found out when the connection stands again', async () => {
    const token = world.tokens.give()
    const listener = await webSocket(world, ticks, { variables, token })
    await world.until(() => listener.heard.length === 1)
    world.tokens.revoke(token, { quietly: true })
    world.tokens.cutNews()
    await world.until(() => listener.end === 'broken')
    expect(listener.codes).toEqual(['UNAUTHENTICATED'])
  })

  it('that nobody gave is refused, and a mistyped one without asking', async () => {
    const unknown = await world.query(viewer, { token: newAccessToken('PROJECT').reveal() })
    expect([unknown.status, unknown.body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    expect(timesAsked(world)).toBe(1)
    const token = world.tokens.give()
    const mistyped = await world.query(viewer, { token: `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}` })
    expect(mistyped.body.errors[0].message).toContain('checksum')
    expect(timesAsked(world)).toBe(1)
  })

  it('who guesses has to wait, while those who know their token go on', async () => {
    const known = world.tokens.give()
    await world.query(viewer, { token: known })
    const guess = () => world.query(viewer, { token: newAccessToken('PROJECT').reveal() })
    const answers = await Promise.all(Array.from({ length: 20 }, guess))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    const slowed = await guess()
    expect([slowed.status, slowed.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED'])
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    const asked = timesAsked(world)
    // Even a right one is not looked at, or guessing would go on.
    expect((await world.query(viewer, { token: world.tokens.give() })).status).toBe(429)
    expect(timesAsked(world)).toBe(asked)
    expect((await world.query(viewer, { token: known })).status).toBe(200)
    expect((await world.query(viewer)).status).toBe(200)
    const socket = new WebSocket(`${world.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const { promise, resolve } = Promise.withResolvers<number>()
    socket.once('open', () =>
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${world.tokens.give()}` } }),
      ),
    )
    socket.once('close', resolve)
    expect(await promise).toBe(1013)
  })

  it.each(transports)('is cut when the token ends: %s', async (_, open) => {
    const [ended, other] = [world.tokens.give(), world.tokens.give()]
    const cut = await open(world, ticks, { variables, token: ended })
    const stays = await open(world, ticks, { variables, token: other })
    await world.until(() => cut.heard.length === 1 && stays.heard.length === 1)
    world.tokens.revoke(ended)
    await world.until(() => cut.end !== 'open', 1_000)
    expect(cut.codes).toEqual(['UNAUTHENTICATED'])
    world.feed.emit('t', 1)
    await world.until(() => stays.numbers.includes(1))
    expect(cut.numbers).toEqual([0])
    stays.close()
  })

  it.each(transports)('is cut when the token’s time is over: %s', async (_, open) => {
    const token = world.tokens.give({ expiresAt: new Date(Date.now() + 400).toISOString() })
    const listener = await open(world, ticks, { variables, token })
    await world.until(() => listener.end !== 'open', 2_000)
    expect(listener.codes).toEqual(['UNAUTHENTICATED'])
  })

  it('keeps no connection without any subscription either', async () => {
    const token = world.tokens.give()
    const socket = new WebSocket(`${world.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const { promise: acknowledged, resolve } = Promise.withResolvers<void>()
    const { promise: closed, resolve: close } = Promise.withResolvers<number>()
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
    )
    socket.once('message', () => resolve())
    socket.once('close', close)
    await acknowledged
    world.tokens.revoke(token)
    expect(await closed).toBe(4401)
  })
})

describe('a caller who is bound to documents', () => {
  const rename = 'mutation Rename($name: String!) { rename(name: $name) }'
  const echo = 'query Echo($text: String!) { echo(text: $text) }'
  const document = (text: string, fixed: Record<string, unknown>) => ({
    hash: createHash('sha256').update(text).digest('hex'),
    text,
    variables: fixed,
  })
  let world: World
  let token: string
  beforeAll(async () => {
    world = await World.start()
    token = world.tokens.give({
      documents: [document(rename, { name: 'fixed' }), document(echo, {}), document(ticks, { topic: 't' })],
    })
  })
  afterAll(() => world.stop())

  it('sends those, with what is fixed', async () => {
    expect((await world.query(rename, { token })).body.data).toEqual({ rename: 'fixed' })
    expect((await world.query(echo, { token, variables: { text: 'free' } })).body.data).toEqual({ echo: 'free' })
  })

  it('or only their hash', async () => {
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: document(rename, {}).hash } } }),
    })
    expect(await response.json()).toMatchObject({ data: { rename: 'fixed' } })
  })

  it('cannot change what is fixed', async () => {
    const { status, body } = await world.query(rename, { token, variables: { name: 'other' } })
    expect([status, body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
  })

  it('sends nothing else, whatever the transport', async () => {
    for (const query of [viewer, `${rename} `, '{ __schema { queryType { name } } }', '{ __typename }']) {
      expect((await world.query(query, { token })).body.errors[0].extensions.code).toBe('PERSISTED_QUERY_REQUIRED')
    }
    for (const [, open] of transports) {
      const listener = await open(world, viewer, { token })
      await world.until(() => listener.end !== 'open')
      expect(listener.codes).toEqual(['PERSISTED_QUERY_REQUIRED'])
    }
    const sdl = await fetch(`${world.gateway.url}/schema.graphql`, { headers: { authorization: `Bearer ${token}` } })
    expect(sdl.status).toBe(403)
  })

  it.each(transports)('follows what it may, with what is fixed: %s', async (_, open) => {
    const listener = await open(world, ticks, { token })
    await world.until(() => listener.heard.length === 1)
    expect(listener.codes).toEqual([])
    listener.close()
    const other = await open(world, ticks, { token, variables: { topic: 'another' } })
    await world.until(() => other.end !== 'open')
    expect(other.codes).toEqual(['FORBIDDEN'])
  })
})

describe('exchanging an identity', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.stop())
  const exchange = (body: string | URLSearchParams, headers: Record<string, string> = {}) =>
    fetch(`${world.gateway.url}/token`, { method: 'POST', body, headers })

  it('gives what the registry gives, and lets nobody keep it', async () => {
    const answer = await exchange(new URLSearchParams({ subject_token: 'right' }))
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toEqual({ access_token: 'given', token_type: 'Bearer' })
  })

  it('takes a form only', async () => {
    const answer = await exchange('{}', { 'content-type': 'application/json' })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_request' }])
  })

  it('says so when the registry cannot be asked', async () => {
    world.tokens.isAway = true
    const answer = await exchange(new URLSearchParams({ subject_token: 'right' }))
    world.tokens.isAway = false
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  })

  it('is slowed for whoever tries many that are wrong', async () => {
    const statuses = []
    for (let count = 0; count < 21; count += 1) statuses.push((await exchange(new URLSearchParams())).status)
    expect(statuses).toEqual([...Array(20).fill(400), 429])
    expect((await exchange(new URLSearchParams({ subject_token: 'right' }))).status).toBe(429)
  })
})
