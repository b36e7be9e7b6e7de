import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { accessTokenHash, accessTokenPattern } from '@operations-manager/runtime/access-token/access-token.ts'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { bearer as bearerOf, createToken, inDays, revokeToken } from '../../test/tokens.ts'
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

describe('making a token', () => {
  test('shows it once, and keeps only its hash', async () => {
    const { secret, token, problems } = await create(ada, {
      name: 'pipeline',
      scopes: ['DEPLOY'],
      deployments: ['pr-*'],
    })
    expect(problems).toEqual([])
    expect(secret).toMatch(accessTokenPattern)
    expect(token).toMatchObject({
      name: 'pipeline',
      prefix: secret.slice(0, 8),
      kind: 'PROJECT',
      state: 'ACTIVE',
      project: 'shop',
      scopes: ['DEPLOY'],
      deployments: ['pr-*'],
      documents: null,
      createdBy: { name: 'ada', email: 'ada@example.org' },
      lastUsedAt: null,
    })
    const rows = await registry.database.db.selectFrom('accessTokens').selectAll().execute()
    const audit = await registry.database.db.selectFrom('audit').selectAll().execute()
    expect(JSON.stringify([rows, audit])).not.toContain(secret)
    expect(rows.map((row) => row.hash)).toContain(accessTokenHash(secret))
    expect(audit.map((row) => row.action)).toContain('createToken')
  })

  test.each([
    ['no scope', { scopes: [] }, ['scopes']],
    ['an end that is over', { expiresAt: inDays(-1) }, ['expiresAt']],
    ['an end after the maximum', { expiresAt: inDays(400) }, ['expiresAt']],
    ['a name of several lines', { name: 'a\nb' }, ['name']],
    ['no name', { name: ' ' }, ['name']],
    ['a pattern that is none', { deployments: ['PR_*'] }, ['deployments']],
    ['no pattern', { deployments: [] }, ['deployments']],
    ['a document that cannot be read', { documents: [{ text: '{' }] }, ['documents', '0']],
    ['a document with two operations', { documents: [{ text: 'query a { a } query b { b }' }] }, ['documents', '0']],
    [
      'a fixed variable that the document does not have',
      { documents: [{ text: '{ viewer { name } }', variables: { name: 1 } }] },
      ['documents', '0'],
    ],
  ])('is refused with %s', async (_, input, path) => {
    expect(await create(alice, input)).toMatchObject({ secret: null, token: null, problems: [{ path }] })
  })

  test('one name is one token that works', async () => {
    const { token } = await create(alice, { name: 'twice' })
    expect((await create(ada, { name: 'twice' })).problems).toMatchObject([{ code: 'NAME_TAKEN', path: ['name'] }])
    await revoke(alice, token.id)
    expect((await create(ada, { name: 'twice' })).problems).toEqual([])
  })

  test('a project may allow less time than the installation', async () => {
    const set = (days: number | null) =>
      ask(
        registry,
        ada,
        'mutation ($days: Int) { setTokenSettings(input: { project: "shop", maximumDays: $days }) { settings { maximumDays installationMaximumDays } problems { path } } }',
        { days },
      )
    expect((await set(7)).data.setTokenSettings.settings).toEqual({ maximumDays: 7, installationMaximumDays: 366 })
    expect((await create(alice, { expiresAt: inDays(8) })).problems).toMatchObject([{ path: ['expiresAt'] }])
    expect((await create(alice, { expiresAt: inDays(7) })).problems).toEqual([])
    expect((await create(alice, { project: undefined, expiresAt: inDays(8) })).problems).toEqual([])
    expect((await set(0)).data.setTokenSettings.problems).toMatchObject([{ path: ['maximumDays'] }])
    expect((await set(367)).data.setTokenSettings.problems).toMatchObject([{ path: ['maximumDays'] }])
    expect((await set(null)).data.setTokenSettings.settings).toMatchObject({ maximumDays: 366 })
  })

  test('is for admins, for people, and for those whose address was verified', async () => {
    const code = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code
    expect(code(await create(dave))).toBe('FORBIDDEN')
    expect((await create(mallory)).problems).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(code(await create(await bearer(alice, { scopes: ['ADMIN'] })))).toBe('FORBIDDEN')
    expect(code(await create(await bearer(alice, { project: undefined, scopes: ['ADMIN'] })))).toBe('FORBIDDEN')
    const unverified: Caller = { type: 'person', subject: 'u', issuer: 'i', email: null, name: 'U', groups: [] }
    expect(code(await create(unverified, { project: undefined }))).toBe('FORBIDDEN')
  })
})

describe('what a token may do', () => {
  const canDo = async (caller: Caller) => {
    const { data } = await ask(
      registry,
      caller,
      `{ project(name: "shop") { viewerCan { edit { allowed } deploy { allowed } setSecrets { allowed } removeData { allowed }
         manageMembers { allowed } manageTokens { allowed } own { allowed } } } }`,
    )
    return Object.entries<{ allowed: boolean }>(data.project?.viewerCan ?? {}).flatMap(([right, { allowed }]) =>
      allowed ? [right] : [],
    )
  }

  test.each([
    ['READ', []],
    ['DEPLOY', ['deploy']],
    ['OPERATE', ['edit', 'deploy', 'setSecrets']],
    ['ADMIN', ['edit', 'deploy', 'setSecrets', 'removeData', 'manageMembers']],
  ])('%s: %j', async (scope, expected) => {
    expect(await canDo(await bearer(alice, { scopes: [scope] }))).toEqual(expected)
  })

  test('it is asked for by the token’s name and its maker', async () => {
    const token = await bearer(ada, { name: 'deployer', scopes: ['DEPLOY'] })
    const input = { project: 'shop', component: 'web', image: 'ghcr.io/example/web:1.0.1' }
    const { operation } = await change(registry, token, 'setImage', input)
    const { data } = await ask(
      registry,
      alice,
      'query ($id: ID!) { operation(id: $id) { requestedBy { type name email madeBy isVerified } } }',
      { id: operation.id },
    )
    const madeBy = 'ada@example.org'
    expect(data.operation.requestedBy).toEqual({
      type: 'TOKEN',
      name: 'deployer',
      email: null,
      madeBy,
      isVerified: true,
    })
  })

  test('a token of one project sees nothing else, also where its maker does', async () => {
    await save(aFile({ name: 'garden' }))
    const token = await bearer(alice, { scopes: ['ADMIN'] })
    const { data } = await ask(
      registry,
      token,
      '{ garden: project(name: "garden") { id } projects { nodes { name } totalCount } viewer { name email token { name } tokens { nodes { id } } viewerCan { createProject { allowed } } } }',
    )
    expect(data).toMatchObject({
      garden: null,
      projects: { nodes: [{ name: 'shop' }], totalCount: 1 },
      viewer: { email: 'alice@example.org', tokens: { nodes: [] }, viewerCan: { createProject: { allowed: false } } },
    })
    expect(data.viewer.token.name).toBe(data.viewer.name)
    const personal = await bearer(alice, { project: undefined })
    expect((await ask(registry, personal, '{ projects { totalCount } }')).data.projects.totalCount).toBe(2)
    const operators = await bearer(olga, { scopes: ['READ'] })
    expect((await ask(registry, operators, '{ projects { nodes { name } } }')).data.projects.nodes).toEqual([
      { name: 'shop' },
    ])
  })

  test('its maker’s rights are its own: it loses them with its maker, and gets them back', async () => {
    const token = await bearer(ada, { scopes: ['ADMIN'] })
    await save(shop({ members: members('viewer') }))
    expect(await canDo(token)).toEqual([])
    expect((await ask(registry, token, '{ project(name: "shop") { name } }')).data.project).not.toBeNull()
    await save(shop({ members: members(null) }))
    expect((await ask(registry, token, '{ project(name: "shop") { name } }')).data.project).toBeNull()
    const listed = await ask(registry, alice, `{ project(name: "shop") { tokens { nodes { id state } } } }`)
    expect(listed.data.project.tokens.nodes).toContainEqual({ id: token.token, state: 'POWERLESS' })
    await save(shop())
    expect(await canDo(token)).toContain('removeData')
  })
})

describe('a token that is bound to deployments', () => {
  let token: Caller
  beforeAll(async () => {
    token = await bearer(alice, { scopes: ['OPERATE'], deployments: ['pr-*'] })
  })
  const code = async (mutation: string, input: Record<string, unknown>): Promise<string> => {
    try {
      const { problems } = await change(registry, token, mutation, { project: 'shop', ...input })
      return problems.map((each: { code: string }) => each.code).join() || 'accepted'
    } catch (error) {
      return /"code":"(\w+)"/.exec(String(error))?.[1] ?? String(error)
    }
  }
  const image = 'ghcr.io/example/web:2.0.0'

  test.each([
    ['sets an image there', 'setImage', { component: 'web', deployment: 'pr-1', image }],
    ['restarts there', 'restartComponent', { component: 'web', deployment: 'pr-1' }],
    ['makes another one', 'putDeployment', { deployment: 'pr-2', values: { cluster: 'cluster-a' } }],
  ])('%s', async (_, mutation, input) => {
    expect(await code(mutation, input)).toBe('accepted')
  })

  test('removes it again with its data, if its scope goes so far', async () => {
    const input = { deployment: 'pr-2', confirm: 'pr-2' }
    expect(await code('removeDeployment', input)).toBe('FORBIDDEN')
    const admin = await bearer(alice, { scopes: ['ADMIN'], deployments: ['pr-*'] })
    const elsewhere = { project: 'shop', deployment: 'production', confirm: 'production' }
    await expect(change(registry, admin, 'removeDeployment', elsewhere)).rejects.toThrow('FORBIDDEN')
    expect((await change(registry, admin, 'removeDeployment', { project: 'shop', ...input })).problems).toEqual([])
  })

  test.each([
    ['an image elsewhere', 'setImage', { component: 'web', deployment: 'production', image }],
    ['the image of a component, everywhere', 'setImage', { component: 'web', image }],
    ['restarting elsewhere', 'restartComponent', { component: 'web', deployment: 'production' }],
    ['what the project is called', 'setProjectDetails', { displayName: 'Mine' }],
    ['another deployment', 'putDeployment', { deployment: 'live', values: { cluster: 'cluster-a' } }],
    ['removing another deployment', 'removeDeployment', { deployment: 'production', confirm: 'production' }],
    ['the whole file', 'applyProjectFile', { project: undefined, file: shop({ displayName: 'Mine' }) }],
  ])('is refused %s', async (_, mutation, input) => {
    expect(await code(mutation, input)).toBe('FORBIDDEN')
  })

  test('sees no other', async () => {
    const { data } = await ask(
      registry,
      token,
      '{ project(name: "shop") { deployments { name } deployment(name: "production") { id } } }',
    )
    const names = data.project.deployments.map(({ name }: { name: string }) => name)
    expect(names.filter((name: string) => !name.startsWith('pr-'))).toEqual([])
    expect(names).toContain('pr-1')
    expect(data.project.deployment).toBeNull()
  })

  test('cancels only what touches those', async () => {
    const { operation } = await change(registry, alice, 'setReplicas', {
      project: 'shop',
      component: 'web',
      deployment: 'production',
      replicas: 2,
    })
    expect(await code('cancelOperation', { project: undefined, operation: operation.id })).toBe('FORBIDDEN')
  })
})

describe('the lists', () => {
  test('of a project are for who manages its tokens', async () => {
    const query =
      '{ project(name: "shop") { tokens { nodes { id } } tokenRules { name } tokenSettings { maximumDays } } }'
    const nothing = { tokens: null, tokenRules: null, tokenSettings: null }
    expect((await ask(registry, dave, query)).data.project).toEqual(nothing)
    expect((await ask(registry, await bearer(alice, { scopes: ['ADMIN'] }), query)).data.project).toEqual(nothing)
    expect((await ask(registry, ada, query)).data.project.tokens.nodes.length).toBeGreaterThan(3)
  })

  test('come in pages, the newest first', async () => {
    for (const name of ['one', 'two', 'three']) await create(dave, { project: undefined, name })
    const page = async (after: string | null) =>
      (
        await ask(
          registry,
          dave,
          'query ($after: String) { viewer { tokens(first: 2, after: $after, activeOnly: true) { nodes { name } pageInfo { hasNextPage endCursor } } } }',
          { after },
        )
      ).data.viewer.tokens
    const first = await page(null)
    expect(first).toMatchObject({ nodes: [{ name: 'three' }, { name: 'two' }], pageInfo: { hasNextPage: true } })
    const second = await page(first.pageInfo.endCursor)
    expect(second).toMatchObject({ nodes: [{ name: 'one' }], pageInfo: { hasNextPage: false } })
  })
})
