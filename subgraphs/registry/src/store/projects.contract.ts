import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import {
  changeWish,
  endWish,
  putWish,
  readDeployment,
  readDeploymentsOf,
  readGeneration,
  readWishes,
} from './deployments.ts'
import {
  forgetProject,
  listProjects,
  markProjectDeleted,
  putInvalidProject,
  putProject,
  readMembers,
  readProject,
  readRoles,
  type ProjectFilter,
} from './projects.ts'
import { endHeldRemoval, holdRemoval, readHeldRemovals } from './removals.ts'
import { putAccessToken, useAccessToken } from './access-tokens.ts'
import { listOperations, readOperation, recordOperation } from './operations.ts'
import { aDatabase, aToken, anOperation, aWish, shop, type TestDatabase, writeAudited as write } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  for (const table of ['projects', 'deployments', 'events', 'heldRemovals', 'generations'] as const) {
    await write(database.db, (tx) => tx.db.deleteFrom(table).execute())
  }
})
afterAll(() => database.drop())

const db = () => database.db
const anEntry = (name: string, more: Partial<Parameters<typeof putProject>[1]> = {}) => ({
  name,
  displayName: name.toUpperCase(),
  revision: 'r1',
  file: `name: ${name}`,
  members: [{ email: 'Alice@Example.org', role: 'owner' }],
  ...more,
})
const put = (name: string, more: Parameters<typeof anEntry>[1] = {}) =>
  write(db(), (write) => putProject(write, anEntry(name, more)))
const everything: ProjectFilter = {
  member: null,
  names: null,
  search: null,
  states: ['VALID', 'INVALID'],
  cluster: null,
}
const byName = { field: 'NAME', direction: 'asc' } as const

describe('the index of projects', () => {
  test('a project is what its file last said, members without case', async () => {
    await put('shop')
    await put('shop', { revision: 'r2', members: [{ email: 'bob@example.org', role: 'viewer' }] })
    expect(await readProject(db(), 'shop')).toMatchObject({ revision: 'r2', state: 'VALID', displayName: 'SHOP' })
    expect((await readMembers(db(), ['shop'])).get('shop')).toMatchObject([
      { email: 'bob@example.org', role: 'viewer' },
    ])
    expect(await readRoles(db(), 'alice@example.org')).toEqual(new Map())
    expect(await readRoles(db(), 'BOB@example.org')).toEqual(new Map([['shop', 'viewer']]))
  })

  test('a hand commit that does not validate keeps the last good file, and the next good one clears it', async () => {
    await put('shop')
    const invalid = { name: 'shop', revision: 'r2', file: 'name: [', problems: [problem('YAML_SYNTAX', 'Broken.')] }
    await write(db(), (write) => putInvalidProject(write, invalid))
    expect(await readProject(db(), 'shop')).toMatchObject({
      state: 'INVALID',
      file: 'name: shop',
      revision: 'r1',
      invalidRevision: 'r2',
      invalidFile: 'name: [',
      problems: [{ code: 'YAML_SYNTAX' }],
    })
    await put('shop', { revision: 'r3' })
    expect(await readProject(db(), 'shop')).toMatchObject({ state: 'VALID', invalidFile: null, problems: [] })
  })

  test('a project that was never valid is shown with its problems', async () => {
    const invalid = {
      name: 'new',
      revision: 'r1',
      file: '\u0000',
      problems: [problem('YAML_SYNTAX', 'Broken: \u0000')],
    }
    await write(db(), (write) => putInvalidProject(write, invalid))
    expect(await readProject(db(), 'new')).toMatchObject({ state: 'INVALID', file: '', invalidFile: '\ufffd' })
  })

  test('a deleted project is forgotten only when nothing of it is left', async () => {
    await put('shop')
    await write(db(), (write) => putWish(write, aWish()))
    expect(await write(db(), (write) => forgetProject(write, 'shop'))).toBe(false)
    await write(db(), (write) => markProjectDeleted(write, 'shop', 'r2'))
    expect(await write(db(), (write) => forgetProject(write, 'shop'))).toBe(false)
    await write(db(), (tx) => tx.db.deleteFrom('deployments').execute())
    expect(await write(db(), (write) => forgetProject(write, 'shop'))).toBe(true)
    expect(await readRoles(db(), 'alice@example.org')).toEqual(new Map())
  })

  test('a later project of the same name sees nothing of the earlier one', async () => {
    await put('shop')
    const earlier = anOperation({ targets: [] })
    await write(db(), (write) => recordOperation(write, earlier))
    await write(db(), (tx) => putAccessToken(tx.db, aToken({ hash: 'h', project: 'shop' })))
    await write(db(), async (write) => {
      await markProjectDeleted(write, 'shop', 'r2')
      await forgetProject(write, 'shop')
    })
    // Whoever deleted it may still see how that went.
    expect(await readOperation(db(), earlier.id)).not.toBeNull()
    expect(await useAccessToken(db(), 'h', new Date())).toBeNull()
    const later = anOperation({ saving: 'commit', targets: [] })
    await write(db(), (write) => recordOperation(write, later))
    await put('shop', { revision: 'r3' })
    expect(await readOperation(db(), earlier.id)).toBeNull()
    expect((await listOperations(db(), { project: 'shop' }, { first: 5, after: null })).rows).toMatchObject([
      { id: later.id },
    ])
    const all = await db().selectFrom('events').selectAll().orderBy('cursor').execute()
    const events = all.filter(({ change }) => change.type !== 'audit')
    expect(events.map((event) => event.operation ?? event.change)).toEqual([
      { type: 'project', state: 'DELETED', revision: 'r2' },
      later.id,
      { type: 'project', state: 'VALID', revision: 'r3' },
    ])
  })

  test.each(['NAME', 'UPDATED_AT'] as const)('pages by %s in both directions give each project once', async (field) => {
    const names = ['d', 'a', 'c', 'e', 'b']
    // Two of them at the very same time, so that the name has to decide.
    await write(db(), async (write) => {
      await putProject(write, anEntry('d'))
      await putProject(write, anEntry('a'))
    })
    for (const name of names.slice(2)) await put(name)
    for (const direction of ['asc', 'desc'] as const) {
      const got: string[] = []
      for (let after: string | null = null, more = true; more;) {
        const page = await listProjects(db(), everything, { field, direction }, { first: 2, after })
        expect(page.totalCount).toBe(5)
        got.push(...page.rows.map((row) => row.name))
        after = got.at(-1) ?? null
        more = page.hasNextPage
      }
      const ascending = field === 'NAME' ? ['a', 'b', 'c', 'd', 'e'] : ['a', 'd', 'c', 'e', 'b']
      expect(got).toEqual(direction === 'asc' ? ascending : ascending.toReversed())
    }
  })

  test.each<[string, Partial<ProjectFilter>, string[]]>([
    ['only mine', { member: 'BOB@example.org' }, ['blog']],
    ['only those of a token', { names: ['shop'] }, ['shop']],
    ['none for a token of none', { names: [] }, []],
    ['by a part of the name, without case', { search: 'HO' }, ['shop']],
    ['by a part of the display name', { search: 'weblog' }, ['blog']],
    ['signs of a pattern are only signs', { search: '%' }, []],
    ['by cluster', { cluster: 'cluster-a' }, ['shop']],
    ['deleted ones only when asked for', { states: ['DELETED'] }, ['gone']],
  ])('%s', async (_, filter, names) => {
    await put('shop')
    await put('blog', { displayName: 'Weblog', members: [{ email: 'bob@example.org', role: 'owner' }] })
    await put('gone')
    await write(db(), (write) => markProjectDeleted(write, 'gone', 'r2'))
    await write(db(), (write) => putWish(write, aWish()))
    const page = await listProjects(db(), { ...everything, ...filter }, byName, { first: 10, after: null })
    expect(page.rows.map((row) => row.name)).toEqual(names)
    expect(page.totalCount).toBe(names.length)
  })
})

describe('wishes', () => {
  const spec = (services: readonly string[]) => ({
    ...aWish().spec,
    services: Object.fromEntries(
      services.map((name) => [name, { type: 'postgresql', settings: {}, deletion: 'retain' as const }]),
    ),
  })
  const request = { retained: { orders: 'DISCARD' as const, files: 'RESTORE' as const }, reissue: { orders: 'o-1' } }

  test('what was asked about a service ends when the service goes: a DISCARD never meets data retained later', async () => {
    await write(db(), (write) => putWish(write, aWish({ spec: spec(['orders', 'files']) })))
    await write(db(), (write) => changeWish(write, shop, request))
    await write(db(), (write) => putWish(write, aWish({ spec: spec(['orders', 'files']), generation: 'g2' })))
    expect(await readDeployment(db(), shop)).toMatchObject(request)
    await write(db(), (write) => putWish(write, aWish({ spec: spec(['files']), generation: 'g3' })))
    await write(db(), (write) => putWish(write, aWish({ spec: spec(['orders', 'files']), generation: 'g4' })))
    const row = await readDeployment(db(), shop)
    expect(row).toMatchObject({ generation: 'g4', retained: { files: 'RESTORE' }, reissue: {} })
    expect(row?.retained).not.toHaveProperty('orders')
  })

  test('an ended wish keeps its row, asks nothing any more, and is no part of the snapshot', async () => {
    await write(db(), (write) => putWish(write, aWish({ spec: spec(['orders']) })))
    await write(db(), (write) => changeWish(write, shop, { ...request, restarts: { web: 'now' }, held: true }))
    expect(await readWishes(db(), 'cluster-a')).toHaveLength(1)
    await write(db(), (write) => endWish(write, shop, 'o-9'))
    expect(await readWishes(db(), 'cluster-a')).toEqual([])
    expect(await readDeployment(db(), shop)).toMatchObject({
      wished: false,
      operation: 'o-9',
      retained: {},
      restarts: {},
    })
    expect((await readDeploymentsOf(db(), ['shop'])).get('shop')).toHaveLength(1)
  })

  test('a new wish is not held, and every generation keeps its spec', async () => {
    await write(db(), (write) => putWish(write, aWish({ spec: spec(['orders']) })))
    await write(db(), (write) => changeWish(write, shop, { held: true }))
    await write(db(), (write) => putWish(write, aWish({ generation: 'g2', revision: 'r2' })))
    expect(await readDeployment(db(), shop)).toMatchObject({ held: false, generation: 'g2' })
    expect((await readGeneration(db(), shop, 'g1'))?.spec.services).toHaveProperty('orders')
    expect(await readGeneration(db(), shop, 'g9')).toBeNull()
  })

  test('changing a wish that is not there changes nothing', async () => {
    expect(await write(db(), (write) => changeWish(write, shop, { held: true }))).toBeNull()
  })
})

describe('held removals', () => {
  const removal = { project: 'shop', deployment: shop, service: null, revision: 'r2', author: 'bob@example.org' }
  const held = async () => (await readHeldRemovals(db(), ['shop'])).get('shop') ?? []

  test('the same removal is held once, until it is confirmed', async () => {
    await write(db(), (write) => holdRemoval(write, removal))
    await write(db(), (write) => holdRemoval(write, { ...removal, revision: 'r3' }))
    await write(db(), (write) => holdRemoval(write, { ...removal, service: 'orders' }))
    const rows = await held()
    expect(rows).toMatchObject([{ service: null, revision: 'r2' }, { service: 'orders' }])
    expect(await write(db(), (write) => endHeldRemoval(write, rows[0]!.id, 'CONFIRMED'))).toMatchObject({
      endedBy: 'CONFIRMED',
    })
    expect(await write(db(), (write) => endHeldRemoval(write, rows[0]!.id, 'CONFIRMED'))).toBeNull()
    expect(await held()).toHaveLength(1)
    await write(db(), (write) => holdRemoval(write, removal))
    expect(await held()).toHaveLength(2)
  })
})
