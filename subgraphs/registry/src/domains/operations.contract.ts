import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'
import { createContext, type App } from '../context.ts'
import { visibleOperation } from './operation/read.ts'

let registry: TestRegistry
const alice = person('alice')
let count = 0

beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
})
afterAll(() => registry.stop())

async function aProject(more: Record<string, unknown> = {}): Promise<string> {
  const name = `shop-${String((count += 1)).padStart(2, '0')}`
  const { problems } = await apply(registry, alice, aFile({ name, ...more }))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return name
}

describe('an operation', () => {
  test('of a deleted project shows who asked for it what they asked, and nothing of the project', async () => {
    const dave = person('dave')
    const members = ['alice', 'dave'].map((login, index) => ({
      email: `${login}@example.org`,
      role: index === 0 ? 'owner' : 'developer',
    }))
    const name = await aProject({ members })
    const image = { project: name, component: 'web', image: 'ghcr.io/example/web:2' }
    const { operation } = await change(registry, dave, 'setImage', image)
    await change(registry, alice, 'deleteProject', { project: name, confirm: name })
    const query = `query ($id: ID!) { operation(id: $id) {
      kind project { file } targets { name deployment { project { file } } supersededBy { kind } }
    } }`
    const { data, errors } = await ask(registry, dave, query, { id: operation.id })
    expect(errors).toBeUndefined()
    expect(data.operation).toEqual({
      kind: 'SET_IMAGE',
      project: null,
      targets: [{ name: 'production', deployment: null, supersededBy: null }],
    })
  })

  test('is seen by whoever asked for it, also where the rights of the request are older than the project', async () => {
    const app = { db: registry.database.db, rules: registry.config.access } as App // all that this reads
    const asking = { caller: alice, requestId: 'request', source: null, routed: new Set<string>() }
    const [hers, others] = [
      await createContext(app, asking),
      await createContext(app, { ...asking, caller: person('dave') }),
    ]
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setImage', {
      project: name,
      component: 'web',
      image: 'ghcr.io/example/web:2',
    })
    expect((await visibleOperation(hers, operation.id))?.operation.project).toBe(name)
    expect(await visibleOperation(others, operation.id)).toBeNull()
  })

  test.each(['constructor', '__proto__'])(
    'asks no cluster for new pods of %s, which no file has',
    async (component) => {
      const name = await aProject()
      const input = { project: name, deployment: 'production', component }
      const { problems, operation } = await change(registry, alice, 'restartComponent', input)
      expect(operation).toBeNull()
      expect(problems).toMatchObject([{ code: 'NOT_FOUND', path: ['component'] }])
    },
  )

  test('of retained data is purged or brought back, never both, and the same key is the same operation', async () => {
    const name = await aProject()
    const { db } = registry.database
    const { id } = await db.selectFrom('deployments').select('id').where('project', '=', name).executeTakeFirstOrThrow()
    await db
      .insertInto('retainedData')
      .values({
        deployment: id,
        project: name,
        cluster: 'cluster-a',
        service: 'orders',
        type: 'postgresql',
        name: 'x',
        until: new Date(Date.now() + 60_000),
      })
      .execute()
    const about = { project: name, deployment: 'production', service: 'orders' }
    const both = await Promise.all([
      change(registry, alice, 'restoreRetained', { ...about, idempotencyKey: `${name}-restore` }),
      change(registry, alice, 'purgeRetained', { ...about, confirm: 'orders', idempotencyKey: `${name}-purge` }),
    ])
    const accepted = both.filter(({ problems }) => problems.length === 0)
    expect(accepted).toHaveLength(1)
    const again = await Promise.all([
      change(registry, alice, 'restoreRetained', { ...about, idempotencyKey: `${name}-restore` }),
      change(registry, alice, 'purgeRetained', { ...about, confirm: 'orders', idempotencyKey: `${name}-purge` }),
    ])
    expect(again.map(({ operation }) => operation?.id ?? null)).toEqual(
      both.map(({ operation }) => operation?.id ?? null),
    )
  })
})
