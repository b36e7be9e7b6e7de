import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { aRegistry, person, type TestRegistry } from '../../test/registry.ts'
import { ask } from '../../test/client.ts'
import { aFile, apply } from '../../test/projects.ts'

let registry: TestRegistry
const alice = person('alice')
const olga = person('olga')

beforeAll(async () => {
  registry = await aRegistry(inject('postgresUrl'))
  const register =
    'mutation ($input: RegisterClusterInput!) { registerCluster(input: $input) { joinToken problems { message } } }'
  for (const name of ['cluster-a', 'cluster-b']) {
    const { data } = await ask(registry, olga, register, { input: { name } })
    expect(data.registerCluster.problems).toEqual([])
  }
})
afterAll(() => registry.stop())

describe('applying a project file', () => {
  test('creates the project, commits it, and wishes its deployments', async () => {
    const payload = await apply(registry, alice, aFile({ name: 'shop' }))
    expect(payload.problems).toEqual([])
    expect(payload.operation).toMatchObject({ kind: 'APPLY_PROJECT_FILE', state: 'SAVED', project: { name: 'shop' } })
    expect(payload.operation.revision).toMatch(/^[0-9a-f]{40}$/)
    const wishes = await registry.database.db
      .selectFrom('deployments')
      .selectAll()
      .where('project', '=', 'shop')
      .execute()
    expect(wishes).toMatchObject([
      { name: 'production', cluster: 'cluster-a', wished: true, revision: payload.operation.revision },
    ])
  })
})
