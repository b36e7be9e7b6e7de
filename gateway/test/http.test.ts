import { serverAudits } from 'graphql-http'
import { readdirSync, readFileSync } from 'node:fs'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await World.start({ config: { corsOrigins: ['https://tools.example'] } })
})
afterAll(() => world.stop())

describe('GraphQL over HTTP, by the public audit', () => {
  // Some of its questions are about the schema, which only signed-in callers may read.
  const signedIn = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${await world.token()}`)
    return fetch(url, { ...init, headers })
  }
  const audits = serverAudits({ url: () => `${world.gateway.url}/graphql`, fetchFn: signedIn })
  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_, audit) => {
    const result = await audit.fn()
    expect(result).not.toMatchObject({ status: 'error' })
  })
})

describe('a document', () => {
  it('may describe its operation, its variables and its fragments', async () => {
    const query = `
      "What somebody wants to know." query Asked("Whether to say so." $say: Boolean = true) { viewer { ...Name } }
      "Of a caller." fragment Name on Viewer { name @include(if: $say) }`
    const { body } = await world.query(query)
    expect(body).toMatchObject({ data: { viewer: { name: 'Ann' } } })
  })
})

describe('who calls', () => {
  const whoami = '{ viewer { name email groups } }'

  it('is what the provider says, the address in lower case', async () => {
    const token = await world.token({ realm: { roles: ['ops', 'dev'] } })
    const { body } = await world.query(whoami, { token })
    expect(body.data.viewer).toEqual({ name: 'Ann', email: 'ann@example.org', groups: ['dev', 'ops'] })
  })

  it('has no address unless the provider verified it', async () => {
    const { body } = await world.query(whoami, { token: await world.token({ email_verified: false }) })
    expect(body.data.viewer.email).toBeNull()
  })

  it('is anonymous without a token', async () => {
    expect((await world.query(whoami, { token: null })).body.data.viewer.name).toBe('anonymous')
  })

  it.each([
    ['is for somebody else', () => world.token({}, { audience: 'another' })],
    ['has expired', () => world.token({}, { expiresIn: '-1m' })],
    ['is not valid yet', () => world.token({ nbf: Math.floor(Date.now() / 1000) + 60 })],
    ['is of another provider', () => world.token({}, { issuer: 'https://other.example' })],
    ['names nobody', () => world.token({ sub: undefined })],
    ['was signed by somebody else', async () => world.token({}, { key: (await generateKeyPair('ES256')).privateKey })],
    ['is no token at all', () => Promise.resolve('abc')],
    ['claims to need no signature', () => Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa('{"sub":"ann"}')}.`)],
  ])('is refused if the token %s', async (_, token) => {
    const { status, headers, body } = await world.query(whoami, { token: await token() })
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('Bearer')
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })

  it('is known by a new key of the provider with the first token that it signs', async () => {
    await world.query(whoami)
    await world.rotateKey('two')
    expect((await world.query(whoami, { token: await world.token({ sub: 'new' }) })).status).toBe(200)
  })

  it('is known though the clocks differ by less than the skew that is allowed', async () => {
    const soon = Math.floor(Date.now() / 1000) + 1
    expect((await world.query(whoami, { token: await world.token({ nbf: soon }) })).status).toBe(200)
  })

  it('cannot be told while the provider is away, which is not the caller’s fault', async () => {
    const away = await World.start()
    try {
      await away.stopProvider()
      const { status, headers, body } = await away.query(whoami)
      expect(status).toBe(503)
      expect(headers.get('retry-after')).not.toBeNull()
      expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }])
      expect((await away.query(whoami, { token: null })).status).toBe(200)
    } finally {
      await away.stop()
    }
  })

  it('is told to each subgraph in a token for that subgraph alone, with version, request id and trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const headers = { 'x-request-id': 'request-of-the-test', traceparent }
    const answer = await world.query('{ projects { deployments { live { state } } } }', { headers })
    expect(answer.headers.get('x-request-id')).toBe('request-of-the-test')
    const asked = ['registry', 'alpha'].map((name) => {
      const subgraph = name === 'registry' ? world.registry : world.clusters.get(name)!
      return subgraph.requests.at(-1)!.headers
    })
    for (const [index, audience] of ['registry', 'alpha'].entries()) {
      const given = asked[index]!
      const [, payload] = given.authorization!.split(' ')[1]!.split('.')
      const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString())
      expect(claims).toMatchObject({ aud: audience, caller: { type: 'person', subject: 'ann' } })
      expect(claims.exp - claims.iat).toBeLessThanOrEqual(60)
      expect(given['x-supergraph-version']).toBe(world.gateway.version())
      expect(given['x-request-id']).toBe('request-of-the-test')
      expect(given['traceparent']).toContain('0af7651916cd43dd8448eb211c80319c')
    }
  })
})

describe('what breaks', () => {
  it('leaves as INTERNAL with the id of the request, and without a word of the original', async () => {
    const { status, headers, body } = await world.query('{ breaks viewer { name } }')
    expect(status).toBe(200)
    expect(body.data).toEqual({ breaks: null, viewer: { name: 'Ann' } })
    const [error] = body.errors
    expect(error.path).toEqual(['breaks'])
    expect(error.extensions).toEqual({ code: 'INTERNAL', requestId: headers.get('x-request-id') })
    expect(JSON.stringify(body)).not.toContain('1234')
  })

  it.each(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED'])('keeps its words as %s', async (code) => {
    const { body } = await world.query(`{ refuses(code: "${code}") }`)
    expect(body.errors).toEqual([{ message: `refused with ${code}`, path: ['refuses'], extensions: { code } }])
  })

  it('does not tell what a subgraph makes up', async () => {
    const { body } = await world.query('{ refuses(code: "GRAPHQL_VALIDATION_FAILED") }')
    expect(body.errors[0].extensions.code).toBe('INTERNAL')
  })
})

describe('requests that could come from another site', () => {
  const send = (init: RequestInit, path = '/graphql') => fetch(`${world.gateway.url}${path}`, init)
  const get = '/graphql?query=%7Bviewer%7Bname%7D%7D'

  it('are refused without a header that a page cannot set', async () => {
    expect((await send({}, get)).status).toBe(400)
    expect((await send({ headers: { accept: 'text/event-stream' } }, get)).status).toBe(400)
    expect((await send({ headers: { 'apollo-require-preflight': 'yes' } }, get)).status).toBe(200)
  })

  it.each([['application/json'], ['text/event-stream']])(
    'never change anything by GET, accepting %s',
    async (accept) => {
      const before = world.registry.requests.length
      const headers = { accept, 'apollo-require-preflight': 'yes' }
      const answer = await send({ headers }, '/graphql?query=mutation%7Brename(name%3A%22x%22)%7D')
      const text = await answer.text()
      expect(text).toContain('GET requests only support query operations')
      expect(world.registry.requests).toHaveLength(before)
    },
  )

  it('get permission only from a listed origin', async () => {
    const preflight = (origin: string) =>
      send({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    const listed = await preflight('https://tools.example')
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://tools.example')
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull()
    expect(listed.headers.get('access-control-allow-headers')).toContain('authorization')
    const other = await preflight('https://evil.example')
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('the graph as a text', () => {
  const read = async (headers: Record<string, string> = {}, token: string | null = null) =>
    fetch(`${world.gateway.url}/schema.graphql`, {
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    })

  it('is for signed-in callers, with a fingerprint', async () => {
    expect((await read()).status).toBe(401)
    const token = await world.token()
    const answer = await read({}, token)
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(text).toContain('interface Deployment')
    expect(text).not.toContain('join__')
    const etag = answer.headers.get('etag')!
    expect((await read({ 'if-none-match': etag }, token)).status).toBe(304)
    expect((await read({ 'if-none-match': '"old"' }, token)).status).toBe(200)
  })

  it('and by introspection too', async () => {
    const query = '{ __schema { queryType { name } } }'
    expect((await world.query(query)).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } })
    const refused = await world.query(query, { token: null })
    expect(refused.status).toBe(401)
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })
})

describe('figures', () => {
  it('are for whoever knows the internal secret', async () => {
    expect((await fetch(`${world.gateway.url}/metrics`)).status).toBe(401)
    const answer = await fetch(`${world.gateway.url}/metrics`, { headers: { authorization: 'Bearer internal' } })
    const text = await answer.text()
    for (const name of ['gateway_requests_total', 'gateway_subgraph_seconds_bucket', 'gateway_breaker_open']) {
      expect(text).toContain(name)
    }
  })
})

describe('the gateway', () => {
  it('knows no domain word', () => {
    const src = new URL('../src/', import.meta.url)
    const banned =
      /\b(project|database|realm|tenant|namespace|ingress|deployment|component|binding|workload|pod|tombstone|postgres|keycloak|minio|kubernetes)s?\b/i
    const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => banned.test(readFileSync(new URL(name, src), 'utf8')))
    expect(found).toEqual([])
  })
})
