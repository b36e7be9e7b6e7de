import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'
import { writeAudited } from '../store/testing.ts'

let registry: TestRegistry
const alice = person('alice')
const mallory = person('mallory')
let count = 0
const newName = (): string => `refused-${(count += 1)}`

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

async function fileOf(project: string): Promise<string> {
  const { data } = await ask(registry, alice, 'query ($name: String!) { project(name: $name) { file } }', {
    name: project,
  })
  return data.project.file
}

describe('a host', () => {
  const published = (host: string) => ({
    components: { web: { image: 'x/y:1', port: 8080, publish: {} } },
    services: {},
    deployments: { production: { cluster: 'cluster-a', hosts: [host] } },
  })

  test('that another project has in the cluster is refused without naming whose it is', async () => {
    const first = await aProject(published('shop.example.org'))
    const name = newName()
    const payload = await apply(
      registry,
      mallory,
      aFile({ name, ...published('shop.example.org'), members: [{ email: 'mallory@example.org', role: 'owner' }] }),
    )
    expect(payload.problems).toMatchObject([{ code: 'HOST_TAKEN', path: ['deployments', 'production', 'hosts', '0'] }])
    expect(JSON.stringify(payload.problems)).not.toContain(`"${first}"`)
  })

  test('of one’s own stays', async () => {
    const project = await aProject(published('mine.example.org'))
    const payload = await change(registry, alice, 'setReplicas', { project, component: 'web', replicas: 2 })
    expect(payload.problems).toEqual([])
  })
})

describe('rights', () => {
  test('somebody else’s project answers as one that does not exist', async () => {
    const project = await aProject()
    const query = 'query ($name: String!) { project(name: $name) { name } }'
    const theirs = await ask(registry, mallory, query, { name: project })
    const none = await ask(registry, mallory, query, { name: 'no-such-project' })
    expect(theirs).toEqual(none)
    const input = { component: 'web', image: 'x/y:2' }
    const refused = await change(registry, mallory, 'setImage', { project, ...input })
    const unknown = await change(registry, mallory, 'setImage', { project: 'no-such-project', ...input })
    expect(refused).toEqual(unknown)
  })

  test('a right that is missing in a project one sees is FORBIDDEN', async () => {
    const members = [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'bob@example.org', role: 'viewer' },
    ]
    const project = await aProject({ members })
    const mutation = 'mutation ($input: SetImageInput!) { setImage(input: $input) { problems { code } } }'
    const { errors } = await ask(registry, person('bob'), mutation, {
      input: { project, component: 'web', image: 'x' },
    })
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })

  test('a developer cannot change the members with the file', async () => {
    const members = [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'bob@example.org', role: 'developer' },
    ]
    const project = await aProject({ members })
    const file = aFile({ name: project, members: [...members, { email: 'mallory@example.org', role: 'owner' }] })
    const payload = await apply(registry, person('bob'), file)
    expect(payload.problems).toMatchObject([{ code: 'MEMBER_INVALID', path: ['members'] }])
  })
})

describe('what a change does needs a right too', () => {
  const members = [
    { email: 'alice@example.org', role: 'owner' },
    { email: 'dave@example.org', role: 'developer' },
  ]
  const dave = person('dave')
  const codeOf = async (mutation: string, input: Record<string, unknown>): Promise<string> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
    const document = `mutation ($input: ${type}) { ${mutation}(input: $input) { problems { code } } }`
    return (await ask(registry, dave, document, { input })).errors?.[0]?.extensions.code
  }

  test('a developer removes no data, by whichever mutation', async () => {
    const project = await aProject({ members })
    expect(await codeOf('removeService', { project, service: 'orders', confirm: 'orders' })).toBe('FORBIDDEN')
    expect(await codeOf('removeDeployment', { project, deployment: 'production', confirm: 'production' })).toBe(
      'FORBIDDEN',
    )
    const file = aFile({ name: project, members, deployments: {} })
    expect(await codeOf('applyProjectFile', { file, confirm: 'production' })).toBe('FORBIDDEN')
  })

  test('a developer deletes no project by undoing its creation', async () => {
    const name = newName()
    const { operation } = await apply(registry, alice, aFile({ name, members }))
    expect(await codeOf('revertOperation', { operation: operation.id, confirm: name })).toBe('FORBIDDEN')
  })
})

describe('after a crash between intent and commit', () => {
  test('the change is committed at the next start', async () => {
    const project = await aProject()
    const { db } = registry.database
    const id = '01930000-0000-7000-8000-000000000001'
    const request = {
      kind: 'SET_REPLICAS',
      project,
      input: { component: 'web', replicas: 5 },
      expectedRevision: null,
      confirm: null,
      retained: null,
    }
    await writeAudited(db, (tx) =>
      tx.db
        .insertInto('operations')
        .values({
          id,
          kind: 'SET_REPLICAS',
          project,
          requestedBy: JSON.stringify({ type: 'person', subject: 's', email: 'alice@example.org', name: 'alice' }),
          requestedAt: new Date(Date.now() - 60_000),
          request: JSON.stringify(request),
          saveState: 'PENDING',
          state: 'RECORDED',
          problems: '[]',
        })
        .execute(),
    )
    await registry.restart()
    await expect
      .poll(
        async () =>
          (await db.selectFrom('operations').select('saveState').where('id', '=', id).executeTakeFirst())?.saveState,
        { timeout: 10_000 },
      )
      .toBe('SAVED')
    expect(parse(await fileOf(project)).components.web.replicas).toBe(5)
  })
})
