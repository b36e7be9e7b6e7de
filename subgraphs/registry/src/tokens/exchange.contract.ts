import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { accessTokenHash } from '@operations-manager/runtime/access-token/access-token.ts'
import { accessTokenRoutes, ExchangeAnswer } from '@operations-manager/schema/access-token/internal.ts'
import { ask } from '../../test/client.ts'
import { aForge, type Forge } from '../../test/forge.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { internalSecret, person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'

const [alice, ada, dave] = [person('alice'), person('ada'), person('dave')]
const idToken = 'urn:ietf:params:oauth:token-type:id_token'

let forge: Forge
let stranger: Forge
let registry: TestRegistry
beforeAll(async () => {
  forge = await aForge()
  stranger = await aForge()
  const ci = { issuers: [forge.issuer], audience: 'operations.example.org' }
  registry = await aRegistryWithClusters(inject('postgresUrl'), { tokens: { maximumDays: 366, ci } })
  await apply(registry, alice, shop())
})
afterAll(async () => {
  await registry.stop()
  await forge.stop()
  await stranger.stop()
})
beforeEach(() => putRule({}))

const shop = (adaIs: string | null = 'admin'): string =>
  aFile({
    name: 'shop',
    members: [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'dave@example.org', role: 'developer' },
      ...(adaIs === null ? [] : [{ email: 'ada@example.org', role: adaIs }]),
    ],
  })

async function putRule(more: Record<string, unknown>, caller = alice) {
  const answer = await ask(
    registry,
    caller,
    `mutation ($input: PutTokenRuleInput!) {
      putTokenRule(input: $input) { rule { name lifetimeMinutes isEffective } problems { path message } }
    }`,
    {
      input: {
        project: 'shop',
        name: 'main',
        issuer: forge.issuer,
        claims: [
          { name: 'repository', pattern: 'example/shop' },
          { name: 'ref', pattern: 'refs/heads/*' },
        ],
        scopes: ['DEPLOY'],
        deployments: ['production'],
        ...more,
      },
    },
  )
  return answer.data?.putTokenRule ?? answer
}

async function exchange(form: Record<string, string>): Promise<ExchangeAnswer> {
  const all = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: idToken,
    audience: 'shop',
    ...form,
  }
  const response = await fetch(`${registry.url}${accessTokenRoutes.exchange}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-secret': internalSecret.reveal() },
    body: JSON.stringify({ form: new URLSearchParams(all).toString(), address: '192.0.2.1', userAgent: 'curl' }),
  })
  return ExchangeAnswer.parse(await response.json())
}

const exchanged = async (identity: Promise<string>, form: Record<string, string> = {}) =>
  exchange({ subject_token: await identity, ...form })
const errorOf = ({ status, body }: ExchangeAnswer) => [status, body['error']]

describe('an identity that a rule fits', () => {
  test('is exchanged for a token of minutes, with which the pipeline does what the rule says', async () => {
    const { status, body } = await exchanged(forge.identity())
    expect([status, body]).toMatchObject([
      200,
      { token_type: 'Bearer', expires_in: 900, scope: 'deploy', access_token: expect.stringMatching(/^omc_/) },
    ])
    const token = String(body['access_token'])
    const row = await registry.database.db
      .selectFrom('accessTokens')
      .selectAll()
      .where('hash', '=', accessTokenHash(token))
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      kind: 'CI',
      project: 'shop',
      scopes: ['deploy'],
      deployments: ['production'],
      rule: 'main',
    })
    const caller = { type: 'token', token: row.id, name: row.name, createdBy: row.createdBy } as const
    const image = { project: 'shop', component: 'web', deployment: 'production', image: 'ghcr.io/example/web:3.0.0' }
    expect((await change(registry, caller, 'setImage', image)).problems).toEqual([])
    const variable = { project: 'shop', component: 'web', name: 'LOG', value: 'debug' }
    await expect(change(registry, caller, 'setVariable', variable)).rejects.toThrow('FORBIDDEN')
    const { data } = await ask(
      registry,
      alice,
      '{ project(name: "shop") { tokenRules { name lastUsedAt createdBy { name } } } }',
    )
    expect(data.project.tokenRules).toMatchObject([
      { name: 'main', lastUsedAt: expect.any(String), createdBy: { name: 'alice' } },
    ])
  })

  test('may ask for less than the rule gives, and not for more', async () => {
    expect((await exchanged(forge.identity(), { scope: 'read' })).body).toMatchObject({ scope: 'read' })
    expect(errorOf(await exchanged(forge.identity(), { scope: 'admin' }))).toEqual([400, 'invalid_scope'])
    expect(errorOf(await exchanged(forge.identity(), { scope: 'everything' }))).toEqual([400, 'invalid_scope'])
  })

  test('is good for one token: whoever shows it again gets none', async () => {
    const identity = await forge.identity()
    expect((await exchange({ subject_token: identity })).status).toBe(200)
    expect(errorOf(await exchange({ subject_token: identity }))).toEqual([400, 'invalid_grant'])
    const nameless = await forge.identity({ jti: undefined })
    const both = await Promise.all([exchange({ subject_token: nameless }), exchange({ subject_token: nameless })])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400])
  })

  test('is taken under the forge’s new key, and no more under the last one', async () => {
    expect((await exchanged(forge.identity())).status).toBe(200)
    const last = await forge.rotateKey()
    // The forge's keys are asked for again at most once a second.
    await expect.poll(async () => (await exchanged(forge.identity())).status, { timeout: 5_000 }).toBe(200)
    expect(errorOf(await exchanged(forge.identity({}, { key: last })))).toEqual([400, 'invalid_grant'])
  })
})

describe('an identity is refused', () => {
  test.each([
    ['that is for another audience', {}, { audience: 'another.example.org' }],
    ['whose time is over', { exp: Math.floor(Date.now() / 1000) - 60 }, {}],
    ['of another repository', { repository: 'mallory/shop' }, {}],
    ['of a tag instead of a branch', { ref: 'refs/tags/v1' }, {}],
    ['without a claim of the rule', { repository: undefined }, {}],
    ['without a subject', { sub: undefined }, {}],
    ['that names no issuer', { iss: undefined }, {}],
  ])('%s', async (_, claims, more) => {
    expect(errorOf(await exchanged(forge.identity(claims, more)))).toEqual([400, 'invalid_grant'])
  })

  test('of a forge that the operators did not list, without a question to it', async () => {
    expect(errorOf(await exchanged(stranger.identity()))).toEqual([400, 'invalid_grant'])
    expect(errorOf(await exchanged(stranger.identity({ iss: forge.issuer })))).toEqual([400, 'invalid_grant'])
    expect(stranger.discoveries).toBe(0)
  })

  test('the same for a project without a rule as for one that is not there', async () => {
    const [none, other] = [
      await exchanged(forge.identity(), { audience: 'nothing' }),
      await exchanged(forge.identity({ ref: 'x' })),
    ]
    expect(none).toEqual(other)
  })

  test.each([
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no identity', { subject_token: '' }, 'invalid_request'],
    [
      'an identity of another kind',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      'invalid_request',
    ],
    ['no project', { audience: '' }, 'invalid_request'],
    ['what is no token', { subject_token: 'not.a.token' }, 'invalid_grant'],
  ])('with %s', async (_, form, error) => {
    expect(errorOf(await exchange({ subject_token: await forge.identity(), ...form }))).toEqual([400, error])
  })

  test('with a word for later while the forge cannot be asked', async () => {
    const fresh = await aForge()
    const ci = { issuers: [fresh.issuer], audience: 'operations.example.org' }
    const other = await aRegistryWithClusters(inject('postgresUrl'), { tokens: { maximumDays: 1, ci } })
    const identity = await fresh.identity()
    fresh.isAway = true
    const mine = registry
    registry = other
    const answer = await exchange({ subject_token: identity })
    registry = mine
    await other.stop()
    await fresh.stop()
    expect(errorOf(answer)).toEqual([503, 'temporarily_unavailable'])
    expect(answer.retryAfterSeconds).toBeGreaterThan(0)
  })

  test('and what was refused is recorded, with from where it came', async () => {
    await exchanged(forge.identity({ repository: 'mallory/shop' }))
    const rows = await registry.database.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'exchangeToken')
      .execute()
    expect(rows.map(({ result }) => result)).toEqual(expect.arrayContaining(['ACCEPTED', 'DENIED']))
    expect(rows.find(({ result }) => result === 'DENIED')?.content).toContain('192.0.2.1')
  })
})

describe('a rule', () => {
  test('ends with the rights of who made it', async () => {
    await putRule({}, ada)
    const { body } = await exchanged(forge.identity())
    expect((await apply(registry, alice, shop(null))).problems).toEqual([])
    const { data } = await ask(registry, alice, '{ project(name: "shop") { tokenRules { isEffective } } }')
    expect(data.project.tokenRules).toEqual([{ isEffective: false }])
    const row = await registry.database.db
      .selectFrom('accessTokens')
      .selectAll()
      .where('hash', '=', accessTokenHash(String(body['access_token'])))
      .executeTakeFirstOrThrow()
    const caller = { type: 'token', token: row.id, name: row.name, createdBy: row.createdBy } as const
    expect((await ask(registry, caller, '{ project(name: "shop") { name } }')).data.project).toBeNull()
    await apply(registry, alice, shop())
  })

  test('that is removed takes the tokens that it gave with it', async () => {
    const { body } = await exchanged(forge.identity())
    const removed = await ask(
      registry,
      alice,
      'mutation { removeTokenRule(input: { project: "shop", name: "main" }) { rule { name } problems { code } } }',
    )
    expect(removed.data.removeTokenRule).toEqual({ rule: { name: 'main' }, problems: [] })
    const found = await fetch(`${registry.url}${accessTokenRoutes.find}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-internal-secret': internalSecret.reveal() },
      body: JSON.stringify({ hash: accessTokenHash(String(body['access_token'])) }),
    })
    expect(found.status).toBe(404)
    expect(errorOf(await exchanged(forge.identity()))).toEqual([400, 'invalid_grant'])
  })

  test.each([
    ['an issuer that is not listed', { issuer: 'https://forge.invalid' }, ['issuer']],
    ['no claim that tells whose repository it is', { claims: [{ name: 'ref', pattern: '*' }] }, ['claims']],
    ['more than an hour', { lifetimeMinutes: 61 }, ['lifetimeMinutes']],
    ['no scope', { scopes: [] }, ['scopes']],
    ['a pattern that is none', { deployments: ['Pr-'] }, ['deployments']],
  ])('is refused with %s', async (_, more, path) => {
    expect(await putRule({ name: 'other', ...more })).toMatchObject({ rule: null, problems: [{ path }] })
  })

  test('is for who manages tokens', async () => {
    expect((await putRule({ name: 'other' }, dave)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })
})
