import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import fc from 'fast-check'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'

let registry: TestRegistry
const alice = person('alice')
const mallory = person('mallory')
let count = 0
const newName = (): string => `shop-${(count += 1)}`

beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
})
afterAll(() => registry.stop())

/** A project of alice's with a name of its own. */
async function aProject(more: Record<string, unknown> = {}): Promise<string> {
  const name = newName()
  const { problems } = await apply(registry, alice, aFile({ name, ...more }))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return name
}

const wishesOf = (project: string) =>
  registry.database.db.selectFrom('deployments').selectAll().where('project', '=', project).orderBy('name').execute()

async function fileOf(project: string): Promise<string> {
  const { data } = await ask(registry, alice, 'query ($name: String!) { project(name: $name) { file } }', {
    name: project,
  })
  return data.project.file
}

describe('applying a project file', () => {
  test('creates the project, commits it, and wishes its deployments', async () => {
    const name = newName()
    const payload = await apply(registry, alice, aFile({ name }))
    expect(payload.problems).toEqual([])
    expect(payload.operation).toMatchObject({ kind: 'APPLY_PROJECT_FILE', state: 'SAVED', project: { name } })
    expect(payload.operation.revision).toMatch(/^[0-9a-f]{40}$/)
    expect(payload.project.revision).toBe(payload.operation.revision)
    expect(payload.targets).toMatchObject([{ deployment: 'production', effect: 'CREATED' }])
    expect(await wishesOf(name)).toMatchObject([
      { name: 'production', cluster: 'cluster-a', wished: true, revision: payload.operation.revision },
    ])
  })

  test('tells all problems at once with their places, and changes nothing', async () => {
    const name = newName()
    const bad = aFile({ name, services: { orders: { type: 'postgres' } }, deployments: { p: { cluster: 'nowhere' } } })
    const payload = await apply(registry, alice, bad)
    expect(payload.problems.length).toBeGreaterThan(0)
    expect(payload.operation).toBeNull()
    expect(await wishesOf(name)).toEqual([])
  })

  test('records nothing when nothing changes', async () => {
    const name = await aProject()
    const payload = await apply(registry, alice, await fileOf(name))
    expect(payload).toMatchObject({ problems: [], operation: null, differences: [] })
  })

  test('makes an operation without targets for what no cluster has to do', async () => {
    const name = await aProject()
    const payload = await change(registry, alice, 'setProjectDetails', { project: name, displayName: 'Other' })
    expect(payload.operation).toMatchObject({ state: 'SUCCEEDED', targets: [] })
    expect(payload.project.displayName).toBe('Other')
  })

  test('keeps a name that belongs to others', async () => {
    const name = await aProject()
    const payload = await apply(registry, mallory, aFile({ name }))
    expect(payload.problems).toMatchObject([{ code: 'NAME_TAKEN' }])
    expect(payload.project).toBeNull()
  })
})

describe('a dry run', () => {
  test('tells what would change and changes nothing', async () => {
    const name = await aProject()
    const before = await fileOf(name)
    const input = {
      project: name,
      component: 'web',
      image: 'ghcr.io/example/web:2.0.0',
      dryRun: true,
      clientMutationId: '1',
    }
    const payload = await change(registry, alice, 'setImage', input)
    expect(payload).toMatchObject({ problems: [], operation: null, clientMutationId: '1' })
    expect(payload.differences).toMatchObject([{ path: ['components', 'web', 'image'], kind: 'CHANGED' }])
    expect(payload.targets).toMatchObject([{ deployment: 'production', effect: 'CHANGED' }])
    expect(await fileOf(name)).toBe(before)
  })
})

describe('an edit', () => {
  const edits: [string, string, Record<string, unknown>, (file: ReturnType<typeof parse>) => unknown, unknown][] = [
    ['sets an image', 'setImage', { component: 'web', image: 'x/y:2' }, (f) => f.components.web.image, 'x/y:2'],
    [
      'sets an image in one deployment',
      'setImage',
      { component: 'web', deployment: 'production', image: 'x/y:3' },
      (f) => f.deployments.production.components.web.image,
      'x/y:3',
    ],
    ['sets replicas', 'setReplicas', { component: 'web', replicas: 3 }, (f) => f.components.web.replicas, 3],
    ['sets a variable', 'setVariable', { component: 'web', name: 'A', value: '' }, (f) => f.components.web.env.A, ''],
    ['removes a variable', 'removeVariable', { component: 'web', name: 'LOG' }, (f) => f.components.web.env, undefined],
    [
      'adds a component',
      'putComponent',
      { component: 'api', values: { image: 'x/api:1', ports: [{ name: 'http', port: 3000 }], calls: ['web'] } },
      (f) => f.components.api,
      { image: 'x/api:1', port: 3000, uses: [{ component: 'web' }] },
    ],
    [
      'leaves alone what is absent and clears what is null',
      'putComponent',
      { component: 'web', values: { variables: null, publish: {} } },
      (f) => f.components.web,
      { image: 'ghcr.io/example/web:1.0.0', port: 8080, publish: {}, uses: ['orders'] },
    ],
    [
      'adds a service',
      'putService',
      { service: 'files', type: 'object-storage', settings: { versioning: true } },
      (f) => f.services.files,
      { type: 'object-storage', versioning: true },
    ],
    [
      'adds a deployment',
      'putDeployment',
      { deployment: 'staging', values: { cluster: 'cluster-b', components: [{ component: 'web', enabled: false }] } },
      (f) => f.deployments.staging,
      { cluster: 'cluster-b', components: { web: { enabled: false } } },
    ],
    [
      'unbinds a service',
      'unbindService',
      { component: 'web', service: 'orders' },
      (f) => f.components.web.uses,
      undefined,
    ],
    [
      'binds a service with extra names',
      'bindService',
      { component: 'web', service: 'orders', aliases: [{ name: 'DB', of: 'DATABASE_DB' }] },
      (f) => f.components.web.uses,
      [{ service: 'orders', as: { DB: 'DATABASE_DB' } }],
    ],
    [
      'adds an image registry',
      'putRegistry',
      { registry: 'ghcr', url: 'ghcr.io/example', username: 'bot', secret: 'TOKEN' },
      (f) => f.registries.ghcr,
      { url: 'ghcr.io/example', username: 'bot', secret: 'TOKEN' },
    ],
  ]
  test.each(edits)('%s', async (_, mutation, input, read, expected) => {
    const project = await aProject()
    const payload = await change(registry, alice, mutation, { project, ...input })
    expect(payload.problems).toEqual([])
    expect(read(parse(payload.project.file))).toEqual(expected)
  })

  test('changes one line and keeps comments', async () => {
    const name = newName()
    await apply(registry, alice, `# our shop\n${aFile({ name })}`)
    const before = (await fileOf(name)).split('\n')
    await change(registry, alice, 'setImage', { project: name, component: 'web', image: 'x/y:2' })
    const after = (await fileOf(name)).split('\n')
    expect(after[0]).toBe('# our shop')
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1)
  })

  test('is refused with the valid names where it names what is not there', async () => {
    const project = await aProject()
    const payload = await change(registry, alice, 'setImage', { project, component: 'wbe', image: 'x/y:2' })
    expect(payload.problems).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('is refused where the result does not validate', async () => {
    const project = await aProject()
    const payload = await change(registry, alice, 'setReplicas', { project, component: 'web', replicas: -1 })
    expect(payload.problems[0].path).toEqual(['components', 'web', 'replicas'])
    expect(payload.operation).toBeNull()
  })
})

describe('removing', () => {
  test('what others use needs a confirmation and then takes it from them', async () => {
    const project = await aProject()
    const refused = await change(registry, alice, 'removeService', { project, service: 'orders' })
    expect(refused.problems).toMatchObject([{ __typename: 'InUseProblem', usedBy: ['web'] }])
    const done = await change(registry, alice, 'removeService', { project, service: 'orders', confirm: 'orders' })
    expect(done.problems).toEqual([])
    expect(parse(done.project.file).components.web.uses).toBeUndefined()
    const [wish] = await wishesOf(project)
    const stones = registry.database.db.selectFrom('tombstones').selectAll().where('deployment', '=', wish!.id)
    expect(await stones.execute()).toMatchObject([
      { service: 'orders', deletion: { orders: 'retain' }, confirmedBy: 'alice', state: 'WISHED' },
    ])
    expect(wish?.spec.services).toEqual({})
  })

  test('data needs a confirmation that names it', async () => {
    const project = await aProject()
    const refused = await change(registry, alice, 'removeDeployment', { project, deployment: 'production' })
    expect(refused.problems).toMatchObject([{ __typename: 'DataLossProblem', confirm: 'production' }])
    expect(refused.problems[0].what[0]).toContain('7 days')
    const wrong = await change(registry, alice, 'removeDeployment', { project, deployment: 'production', confirm: 'x' })
    expect(wrong.problems.map((each: { code: string }) => each.code)).toContain('CONFIRMATION_WRONG')
    const done = await change(registry, alice, 'removeDeployment', {
      project,
      deployment: 'production',
      confirm: 'production',
    })
    expect(done.problems).toEqual([])
    expect(await wishesOf(project)).toMatchObject([{ wished: false }])
  })

  test('a project leaves it readable to its owner, and its name taken', async () => {
    const project = await aProject()
    const done = await change(registry, alice, 'deleteProject', { project, confirm: project })
    expect(done.problems).toEqual([])
    const { data } = await ask(registry, alice, 'query ($name: String!) { project(name: $name) { deletedAt } }', {
      name: project,
    })
    expect(data.project.deletedAt).not.toBeNull()
    expect((await apply(registry, mallory, aFile({ name: project }))).problems).toMatchObject([{ code: 'NAME_TAKEN' }])
  })
})

describe('a stale revision', () => {
  test('is a conflict that says what differs', async () => {
    const project = await aProject()
    const first = await change(registry, alice, 'setImage', { project, component: 'web', image: 'x/y:2' })
    const seen = first.project.revision
    const second = await change(registry, alice, 'setImage', { project, component: 'web', image: 'x/y:3' })
    const payload = await change(registry, alice, 'setReplicas', {
      project,
      component: 'web',
      replicas: 2,
      expectedRevision: seen,
    })
    expect(payload.problems).toMatchObject([
      {
        __typename: 'ConflictProblem',
        currentRevision: second.project.revision,
        differences: [{ path: ['components', 'web', 'image'], before: 'x/y:2', after: 'x/y:3' }],
      },
    ])
  })

  test('is none while nothing changed', async () => {
    const project = await aProject()
    const { revision } = (await change(registry, alice, 'setImage', { project, component: 'web', image: 'x/y:2' }))
      .project
    const payload = await change(registry, alice, 'setReplicas', {
      project,
      component: 'web',
      replicas: 2,
      expectedRevision: revision,
    })
    expect(payload.problems).toEqual([])
  })
})

describe('an idempotency key', () => {
  test('gives the same operation again, also when the change would not fit any more', async () => {
    const project = await aProject()
    const input = { project, component: 'web', name: 'LOG', idempotencyKey: `key-${project}` }
    const first = await change(registry, alice, 'removeVariable', input)
    const again = await change(registry, alice, 'removeVariable', input)
    expect(again.problems).toEqual([])
    expect(again.operation.id).toBe(first.operation.id)
  })

  test('is refused with another input', async () => {
    const project = await aProject()
    const key = { idempotencyKey: `key-${project}` }
    await change(registry, alice, 'setReplicas', { project, component: 'web', replicas: 2, ...key })
    const payload = await change(registry, alice, 'setReplicas', { project, component: 'web', replicas: 3, ...key })
    expect(payload.problems).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }])
  })

  test('makes one change of twins that come at the same time', async () => {
    const project = await aProject()
    const input = { project, component: 'web', replicas: 4, idempotencyKey: `key-${project}` }
    const twins = await Promise.all([1, 2, 3].map(() => change(registry, alice, 'setReplicas', input)))
    expect(new Set(twins.map((twin) => twin.operation.id)).size).toBe(1)
  })
})

describe('changes at the same time', () => {
  test('all land, whatever they are, and the wishes are those of the last one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 6 }),
        async (numbers) => {
          const project = await aProject()
          const payloads = await Promise.all(
            numbers.map((n) =>
              change(registry, alice, 'setVariable', { project, component: 'web', name: `V${n}`, value: String(n) }),
            ),
          )
          expect(payloads.flatMap((payload) => payload.problems)).toEqual([])
          const { env } = parse(await fileOf(project)).components.web
          for (const n of numbers) expect(env[`V${n}`]).toBe(String(n))
          const [wish] = await wishesOf(project)
          expect(wish?.spec.components['web']?.env.component).toEqual(env)
        },
      ),
      { numRuns: 5 },
    )
  })
})
