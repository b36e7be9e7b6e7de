import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { persistedDocuments } from '../src/pipeline/persisted-documents.ts'
import { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await World.start({
    limits: {
      depth: 4,
      aliases: 3,
      rootFields: 3,
      directives: 2,
      tokens: 120,
      cost: 100,
      bodyBytes: 4_000,
      batch: 2,
      timeMs: 300,
    },
  })
})
afterAll(() => world.stop())

describe('a request over a limit is refused before anything is asked, and told limit and value', () => {
  const viewer = '{ viewer { name } }'
  it.each([
    ['depth', '{ projects { deployments { live { workloads { name } } } } }', 4, 5],
    ['depth', '{ projects { ...a } } fragment a on Project { deployments { live { workloads { name } } } }', 4, 5],
    ['aliases', '{ a: viewer { b: name c: name d: name } }', 3, 4],
    ['rootFields', '{ viewer { name } echo(text: "") breaks slow(ms: 1) }', 3, 4],
    ['directives', '{ viewer { name @include(if: true) email @skip(if: true) groups @skip(if: false) } }', 2, 3],
    ['cost', '{ projects(first: 30) { deployments { id } } }', 100, 180],
    ['tokens', `{ viewer { ${'name '.repeat(130)} } }`, 120, 121],
  ])('%s: %s', async (limit, query, max, value) => {
    const before = world.registry.requests.length
    const { status, body } = await world.query(query)
    expect(status).toBe(400)
    expect(body.data).toBeUndefined()
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit, max, value } }])
    expect(world.registry.requests).toHaveLength(before)
  })

  it('cost, by the value of a variable', async () => {
    const query = 'query($first: Int) { projects(first: $first) { deployments { id } } }'
    expect((await world.query(query, { variables: { first: 30 } })).body.errors[0].extensions.value).toBe(180)
    expect((await world.query(query, { variables: { first: 3 } })).body.errors).toBeUndefined()
    expect((await world.query(query)).body.errors).toBeUndefined() // the default of the schema counts
  })

  it('bodyBytes', async () => {
    const { status, body } = await world.query(viewer, { variables: { padding: 'x'.repeat(5_000) } })
    expect(status).toBe(413)
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 'bodyBytes', max: 4_000 } }])
    expect(body.errors[0].extensions.value).toBeGreaterThan(5_000)
  })

  it('batch', async () => {
    const send = async (count: number) => {
      const response = await fetch(`${world.gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await world.token()}` },
        body: JSON.stringify(Array.from({ length: count }, () => ({ query: viewer }))),
      })
      return { status: response.status, body: JSON.parse(await response.text()) }
    }
    expect((await send(2)).body).toMatchObject([
      { data: { viewer: { name: 'Ann' } } },
      { data: { viewer: { name: 'Ann' } } },
    ])
    const { status, body } = await send(3)
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 'batch', max: 2, value: 3 } }])
  })

  it('time', async () => {
    const { status, body } = await world.query('{ slow(ms: 2000) }')
    expect(status).toBe(504)
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 'timeMs', max: 300 } }])
  })

  it('fragments that spread fragments do not make the counting itself slow', async () => {
    const fragments = Array.from({ length: 9 }, (_, index) =>
      index === 8
        ? `fragment f8 on Viewer { name }`
        : `fragment f${index} on Viewer { ...f${index + 1} ...f${index + 1} }`,
    )
    const startedAt = performance.now()
    await world.query(`{ viewer { ...f0 } } ${fragments.join(' ')}`)
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})

describe('what an answer cost', () => {
  it('stands in its extensions, asked for and returned', async () => {
    const { body } = await world.query('{ projects(first: 3) { deployments { id } } }')
    expect(body.errors).toBeUndefined()
    expect(body.extensions.cost).toEqual({ requested: 18, returned: 10, limit: 100 })
  })
})

describe('persisted documents only', () => {
  let strict: World
  const known = '{ viewer { name } }'
  beforeAll(async () => {
    strict = await World.start({ persisted: [known] })
  })
  afterAll(() => strict.stop())

  it('answers what was registered, by its text or its hash', async () => {
    expect((await strict.query(known)).body.data).toEqual({ viewer: { name: 'Ann' } })
    const { createHash } = await import('node:crypto')
    const sha256Hash = createHash('sha256').update(known).digest('hex')
    const response = await fetch(`${strict.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await strict.token()}` },
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    })
    expect(JSON.parse(await response.text()).data).toEqual({ viewer: { name: 'Ann' } })
  })

  it('refuses everything else', async () => {
    const { status, body } = await strict.query('{ viewer { email } }')
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }])
    expect(() => persistedDocuments([]).check(known)).toThrow('registered')
  })
})
