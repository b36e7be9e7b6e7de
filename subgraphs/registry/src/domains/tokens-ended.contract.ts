import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { accessTokenHash } from '@operations-manager/runtime/access-token/access-token.ts'
import { accessTokenRoutes } from '@operations-manager/schema/access-token/internal.ts'
import { ask, follow } from '../../test/client.ts'
import { aFile, apply } from '../../test/projects.ts'
import { internalSecret, person, type TestRegistry } from '../../test/registry.ts'
import { bearer as bearerOf, createToken, revokeToken } from '../../test/tokens.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'

const [alice, ada, dave, mallory, olga] = ['alice', 'ada', 'dave', 'mallory', 'olga'].map(person) as [
  Caller,
  Caller,
  Caller,
  Caller,
  Caller,
]
const create = (caller: Caller, input?: Record<string, unknown>) => createToken(registry, caller, input)
const bearer = (caller: Caller, input?: Record<string, unknown>) => bearerOf(registry, caller, input)
const revoke = (caller: Caller, id: string) => revokeToken(registry, caller, id)

let registry: TestRegistry
beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
  await save(shop())
})
afterAll(() => registry.stop())

const members = (adaIs: string | null = 'admin') => [
  { email: 'alice@example.org', role: 'owner' },
  ...(adaIs === null ? [] : [{ email: 'ada@example.org', role: adaIs }]),
  { email: 'dave@example.org', role: 'developer' },
]
const deployments = { production: { cluster: 'cluster-a' }, 'pr-1': { cluster: 'cluster-b' } }
const shop = (more: object = {}): string => aFile({ name: 'shop', members: members(), deployments, ...more })

async function save(file: string): Promise<void> {
  expect((await apply(registry, alice, file)).problems).toEqual([])
}

async function internally(route: string, body: unknown): Promise<Response> {
  return fetch(`${registry.url}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-secret': internalSecret.reveal() },
    body: JSON.stringify(body),
  })
}

const find = (secret: string) => internally(accessTokenRoutes.find, { hash: accessTokenHash(secret) })

describe('revoking a token', () => {
  test('ends it at once, for whoever asks next', async () => {
    const { secret, token } = await create(alice)
    const caller: Caller = { type: 'token', token: token.id, name: token.name, createdBy: 'alice@example.org' }
    expect((await find(secret)).status).toBe(200)
    expect((await revoke(ada, token.id)).data.revokeToken).toMatchObject({ token: { state: 'REVOKED' }, problems: [] })
    expect((await find(secret)).status).toBe(404)
    expect((await ask(registry, caller, '{ viewer { name } }')).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
  })

  test('is for who manages it, for itself, and for operators; for others it does not exist', async () => {
    const project = await bearer(alice)
    const personal = await bearer(dave, { project: undefined })
    const codes = async (caller: Caller, id: string) =>
      (await revoke(caller, id)).data.revokeToken.problems.map((each: { code: string }) => each.code)
    expect(await codes(dave, project.token)).toEqual(['NOT_FOUND'])
    expect(await codes(alice, personal.token)).toEqual(['NOT_FOUND'])
    expect(await codes(mallory, 'none')).toEqual(['NOT_FOUND'])
    expect(await codes(await bearer(alice, { scopes: ['ADMIN'] }), project.token)).toEqual(['NOT_FOUND'])
    expect(await codes(project, project.token)).toEqual([])
    expect(await codes(olga, personal.token)).toEqual([])
  })

  test('is told to gateways that listen, with every token that ends', async () => {
    const { token } = await create(alice)
    const gone = new AbortController()
    const response = await fetch(`${registry.url}${accessTokenRoutes.news}`, {
      headers: { 'x-internal-secret': internalSecret.reveal() },
      signal: gone.signal,
    })
    await revoke(alice, token.id)
    let heard = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      heard += chunk
      if (heard.includes(token.id)) break
    }
    gone.abort()
    expect(heard).toContain(`{"type":"ended","id":"${token.id}"}`)
    const check = await internally(accessTokenRoutes.check, { ids: [token.id, 'none'] })
    expect(await check.json()).toEqual({ ended: [token.id, 'none'] })
  })

  test('nobody outside of this installation may ask', async () => {
    for (const route of Object.values(accessTokenRoutes)) {
      const method = route === accessTokenRoutes.news ? 'GET' : 'POST'
      expect((await fetch(`${registry.url}${route}`, { method })).status).toBe(401)
    }
  })
})

describe('a stream', () => {
  const ends = async (caller: Caller, end: () => Promise<unknown>): Promise<{ code: string; ms: number }> => {
    const stream = await follow(registry, caller, 'subscription { project(name: "shop") { cursor } }')
    await stream.next()
    await stream.next()
    const startedAt = performance.now()
    await end()
    for (;;) {
      const { type, value } = await stream.next()
      if (type === 'closed') throw new Error('the stream ended without a reason')
      if (value.errors === undefined) continue
      stream.stop()
      return { code: value.errors[0].extensions.code, ms: performance.now() - startedAt }
    }
  }

  test('under a token ends when the token is revoked, with that as the reason', async () => {
    const token = await bearer(alice)
    const { code, ms } = await ends(token, () => revoke(alice, token.token))
    expect(code).toBe('UNAUTHENTICATED')
    expect(ms).toBeLessThan(3_000)
  })

  test('under a token ends when its maker is a member no more, as the maker’s own does', async () => {
    for (const caller of [await bearer(ada), ada]) {
      const { code, ms } = await ends(caller, () => save(shop({ members: members(null) })))
      expect(code).toBe('FORBIDDEN')
      expect(ms).toBeLessThan(5_000)
      await save(shop())
    }
  })
})

test('the last use is noted, once a minute', async () => {
  const { secret, token } = await create(alice)
  const lastUsed = async () => {
    const row = registry.database.db.selectFrom('accessTokens').select('lastUsedAt').where('id', '=', token.id)
    return (await row.executeTakeFirstOrThrow()).lastUsedAt
  }
  await find(secret)
  const first = await lastUsed()
  expect(first).not.toBeNull()
  await find(secret)
  expect(await lastUsed()).toEqual(first)
})
