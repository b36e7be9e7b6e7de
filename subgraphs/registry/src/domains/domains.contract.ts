import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { internalSecret, person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'
import { ingestReports } from '../../test/reports.ts'

let registry: TestRegistry
const alice = person('alice')
const olga = person('olga')
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

describe('a request', () => {
  test.each([
    ['without a token', {}],
    ['with something else', { authorization: 'Bearer nonsense' }],
  ])('%s is refused', async (_, headers) => {
    const response = await fetch(`${registry.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    })
    expect(response.status).toBe(401)
  })

  test('with a token for another subgraph is refused', async () => {
    const body = JSON.stringify({ query: '{ viewer { name } }', variables: {} })
    const headers = await registry.headersFor(alice, body, 'cluster-a')
    const answer = await ask(registry, alice, '{ viewer { name } }', {}, headers)
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  test('with the token and proof of another request is refused', async () => {
    const read = JSON.stringify({ query: '{ viewer { name } }', variables: {} })
    const headers = await registry.headersFor(alice, read)
    expect((await ask(registry, alice, '{ viewer { name } }', {}, headers)).status).toBe(200)
    const answer = await ask(registry, alice, '{ viewer { email } }', {}, headers)
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  test('that does not validate is refused before anything is executed', async () => {
    const answer = await ask(registry, alice, '{ nonsense }')
    expect(answer.status).toBe(400)
    expect(answer).not.toHaveProperty('data')
  })

  test('of nobody is told to sign in', async () => {
    const { errors } = await ask(registry, { type: 'anonymous' }, '{ viewer { name } }')
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })
})

describe('health and metrics', () => {
  test('need no token and tell no secret', async () => {
    expect((await fetch(`${registry.url}/health/live`)).status).toBe(200)
    expect((await fetch(`${registry.url}/health/ready`)).status).toBe(200)
  })

  test('metrics need the internal secret', async () => {
    expect((await fetch(`${registry.url}/metrics`)).status).toBe(401)
    const headers = { 'x-internal-secret': internalSecret.reveal() }
    expect(await (await fetch(`${registry.url}/metrics`, { headers })).text()).toContain('registry_graphql_seconds')
  })

  test('the webhook takes only what is signed', async () => {
    const send = (signature: string) =>
      fetch(`${registry.url}/hooks/repository`, {
        method: 'POST',
        body: '{}',
        headers: { 'x-hub-signature-256': signature },
      })
    const good = createHmac('sha256', 'the webhook secret of a test').update('{}').digest('hex')
    expect((await send(`sha256=${good}`)).status).toBe(202)
    expect((await send(`sha256=${'0'.repeat(64)}`)).status).toBe(401)
  })
})

describe('a project', () => {
  test('shows what its file says', async () => {
    const name = await aProject()
    const query = `query ($name: String!) { project(name: $name) {
      id displayName members { email role isViewer } components { name ports { name port } variables { name value } bindings { service { name } } }
      services { name type deletion usedBy } bindings { component service { name } } secrets { name } notices { code }
      viewerCan { own { allowed } } history { nodes { id message author { name type } operation { kind } differences { path kind } } }
      deployments { __typename id name generation status { health isCurrent } components { name image } addresses { url } lastOperation { kind } cluster { name state } }
    } }`
    const { data, errors } = await ask(registry, alice, query, { name })
    expect(errors).toBeUndefined()
    expect(data.project).toMatchObject({
      displayName: 'A shop',
      members: [{ email: 'alice@example.org', role: 'OWNER', isViewer: true }],
      components: [{ name: 'web', ports: [{ name: 'http', port: 8080 }], bindings: [{ service: { name: 'orders' } }] }],
      services: [{ name: 'orders', type: 'postgresql', deletion: 'RETAIN', usedBy: ['web'] }],
      viewerCan: { own: { allowed: true } },
      deployments: [
        {
          __typename: 'DetachedDeployment',
          name: 'production',
          status: { health: 'UNKNOWN', isCurrent: false },
          lastOperation: { kind: 'APPLY_PROJECT_FILE' },
          cluster: { name: 'cluster-a', state: 'CONNECTED' },
        },
      ],
    })
    expect(data.project.history.nodes).toMatchObject([
      { author: { name: 'alice' }, operation: { kind: 'APPLY_PROJECT_FILE' }, differences: expect.any(Array) },
    ])
    const node = await ask(registry, alice, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: [data.project.id, data.project.deployments[0].id, 'bm9uc2Vuc2U'],
    })
    expect(node.data.nodes).toMatchObject([{ __typename: 'Project' }, { __typename: 'DetachedDeployment' }, null])
  })

  test('shows what its cluster reported', async () => {
    const name = await aProject({
      components: { web: { image: 'ghcr.io/example/web:1.0.0', port: 8080, publish: {}, uses: ['orders'] } },
    })
    const input = { project: name, component: 'web', name: 'A', value: 'b' }
    const { operation } = await change(registry, alice, 'setVariable', input)
    await ingestReports(registry, 'cluster-a', { operation: operation.id, target: operation.targets[0] })
    const query = `query ($name: String!) { project(name: $name) { lastOperation { state isSimulated progress { fraction } steps { key state proofs { from } } }
      deployment(name: "production") { status { health headline isCurrent isStale } components { ready } addresses { url state kind } } } }`
    const { data } = await ask(registry, alice, query, { name })
    expect(data.project).toMatchObject({
      lastOperation: { state: 'SUCCEEDED', isSimulated: true, progress: { fraction: 1 } },
      deployment: {
        status: { health: 'READY', isCurrent: true, isStale: false },
        components: [{ ready: 1 }],
        addresses: [{ url: `https://${name}-production.a.example.org`, state: 'PENDING', kind: 'DEFAULT' }],
      },
    })
  })
})

describe('a deployment', () => {
  test('has its cluster’s type for a gateway that can route there, and is detached for any other', async () => {
    const name = await aProject()
    const { db } = registry.database
    const values = { version: 'v-with-a', sdl: 'x', clusters: JSON.stringify(['cluster-a']) }
    await db.insertInto('supergraphs').values(values).execute()
    const query = 'query ($name: String!) { project(name: $name) { deployments { __typename name } } }'
    const typeWith = async (version: string) => {
      const { data } = await ask(registry, alice, query, { name }, { 'x-supergraph-version': version })
      return data.project.deployments[0].__typename
    }
    expect(await typeWith('v-with-a')).toBe('ClusterADeployment')
    expect(await typeWith('v-unknown')).toBe('DetachedDeployment')
    const [{ id } = { id: '' }] = await db.selectFrom('deployments').select('id').where('project', '=', name).execute()
    const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ClusterADeployment { name } } }'
    const r = [{ __typename: 'ClusterADeployment', id }]
    const headers = { 'x-supergraph-version': 'v-with-a' }
    expect((await ask(registry, alice, entities, { r }, headers)).data._entities).toEqual([{ name: 'production' }])
    expect((await ask(registry, person('mallory'), entities, { r }, headers)).data._entities).toEqual([null])
  })
})

describe('the list of projects', () => {
  test('pages by stable cursors and holds only what the caller may see', async () => {
    for (let index = 0; index < 4; index += 1) await aProject()
    const query = `query ($first: Int, $after: String, $search: String) {
      projects(first: $first, after: $after, filter: { search: $search }) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }`
    const seen: string[] = []
    let after: string | null = null
    do {
      const { data } = await ask(registry, alice, query, { first: 2, after, search: 'SHOP' })
      seen.push(...data.projects.nodes.map((node: { name: string }) => node.name))
      after = data.projects.pageInfo.hasNextPage ? data.projects.pageInfo.endCursor : null
      if (seen.length === 2) await aProject() // a new one at the end moves no page
    } while (after !== null)
    expect(seen).toEqual([...seen].sort())
    expect(seen.length).toBe(count)
    expect((await ask(registry, person('mallory'), query, {})).data.projects).toMatchObject({
      totalCount: 0,
      nodes: [],
    })
    expect((await ask(registry, olga, query, { first: 100 })).data.projects.totalCount).toBe(count)
  })

  test.each([0, 101])('refuses a page of %i', async (first) => {
    const { errors } = await ask(registry, alice, 'query ($first: Int) { projects(first: $first) { totalCount } }', {
      first,
    })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('waiting for an operation', () => {
  test('answers as soon as the milestone is reached', async () => {
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const query =
      'query ($id: ID!, $timeout: Int) { operation(id: $id, waitUntil: FINISHED, timeoutSeconds: $timeout) { state } }'
    const none = await ask(registry, alice, query, { id: operation.id, timeout: 0 })
    expect(none.data.operation.state).toBe('SAVED')
    const waiting = ask(registry, alice, query, { id: operation.id, timeout: 30 })
    await ingestReports(registry, 'cluster-a', { operation: operation.id, target: operation.targets[0] })
    expect((await waiting).data.operation.state).toBe('SUCCEEDED')
  })

  test('of somebody else is null', async () => {
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const query = 'query ($id: ID!) { operation(id: $id, waitUntil: FINISHED) { state } }'
    expect((await ask(registry, person('mallory'), query, { id: operation.id })).data.operation).toBeNull()
  })
})

describe('an operation', () => {
  test('can be cancelled and made again', async () => {
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const cancelled = await change(registry, alice, 'cancelOperation', { operation: operation.id })
    expect(cancelled).toMatchObject({ problems: [], operation: { state: 'CANCELLED' } })
    const again = await change(registry, alice, 'retryOperation', { operation: operation.id })
    expect(again).toMatchObject({ problems: [], operation: { state: 'SAVED' } })
    expect(again.operation.id).not.toBe(operation.id)
  })

  test('can be undone while nothing came after', async () => {
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const undone = await change(registry, alice, 'revertOperation', { operation: operation.id })
    expect(undone).toMatchObject({ problems: [], operation: { kind: 'REVERT_OPERATION' } })
    expect(undone.project.file).not.toContain('replicas')
    const twice = await change(registry, alice, 'revertOperation', { operation: operation.id })
    expect(twice.problems).toMatchObject([{ code: 'CONFLICT' }])
  })

  test('asks a cluster for new pods, without a commit', async () => {
    const name = await aProject()
    const restarted = await change(registry, alice, 'restartComponent', {
      project: name,
      deployment: 'production',
      component: 'web',
    })
    expect(restarted).toMatchObject({
      problems: [],
      operation: { kind: 'RESTART_COMPONENT', targets: [{ name: 'production' }] },
    })
    const row = await registry.database.db
      .selectFrom('deployments')
      .selectAll()
      .where('project', '=', name)
      .executeTakeFirstOrThrow()
    expect(Object.keys(row.restarts)).toEqual(['web'])
  })
})

describe('a secret', () => {
  const read =
    'query ($name: String!) { project(name: $name) { secrets { name hasDefault missingIn } secretRecipients(name: "KEY", component: "web") { cluster publicKey } } }'

  test('is sealed at once, and the same value changes nothing', async () => {
    const name = await aProject()
    const input = { project: name, component: 'web', name: 'KEY', value: 'very secret value' }
    const first = await change(registry, alice, 'setSecret', input)
    expect(first.problems).toEqual([])
    expect(first.project.file).toContain('BEGIN AGE ENCRYPTED FILE')
    expect(JSON.stringify(await registry.database.db.selectFrom('operations').selectAll().execute())).not.toContain(
      'very secret',
    )
    const same = await change(registry, alice, 'setSecret', input)
    expect(same).toMatchObject({ problems: [], operation: null })
    const other = await change(registry, alice, 'setSecret', { ...input, value: 'another value' })
    expect(other.operation).not.toBeNull()
    const { data } = await ask(registry, alice, read, { name })
    expect(data.project.secrets).toEqual([{ name: 'KEY', hasDefault: true, missingIn: [] }])
    expect(data.project.secretRecipients).toMatchObject([{ cluster: 'cluster-a' }])
  })

  test('is refused when it is sealed for others than the recipients', async () => {
    const name = await aProject()
    const payload = await change(registry, alice, 'setSecret', {
      project: name,
      component: 'web',
      name: 'KEY',
      sealed: 'nonsense',
    })
    expect(payload.problems).toMatchObject([{ code: 'INPUT_INVALID', path: ['sealed'] }])
  })
})

describe('checking a file', () => {
  test('validates and compares without changing anything', async () => {
    const name = await aProject()
    const query = `query ($input: CheckProjectFileInput!) { checkProjectFile(input: $input) {
      valid revision problems { code line } differences { path effects } targets { deployment effect addresses steps } } }`
    const file = aFile({ name, components: { web: { image: 'x/y:2', port: 8080, publish: {} } } })
    const { data } = await ask(registry, alice, query, { input: { file } })
    expect(data.checkProjectFile).toMatchObject({
      valid: true,
      targets: [{ effect: 'CHANGED', addresses: [`https://${name}-production.a.example.org`] }],
    })
    const theirs = await ask(registry, person('mallory'), query, { input: { file } })
    expect(theirs.data.checkProjectFile).toMatchObject({ revision: null, targets: [{ effect: 'CREATED' }] })
    const broken = await ask(registry, alice, query, { input: { file: 'name: x\nname: y' } })
    expect(broken.data.checkProjectFile.problems).toContainEqual({ code: 'YAML_DUPLICATE_KEY', line: 2 })
  })
})

describe('clusters', () => {
  test('are shown to everybody whose projects may use them, with details for operators alone', async () => {
    const query =
      '{ clusters { name state address profile { domain } deploymentCount } serviceTypes { name title(language: NL) settings availability { cluster } } }'
    const mine = await ask(registry, alice, query)
    expect(mine.data.clusters[0]).toMatchObject({
      name: 'cluster-a',
      state: 'CONNECTED',
      address: null,
      deploymentCount: null,
    })
    expect(mine.data.serviceTypes.map((type: { name: string }) => type.name)).toContain('postgresql')
    expect((await ask(registry, olga, query)).data.clusters[0]).toMatchObject({
      address: 'link:',
      deploymentCount: expect.any(Number),
    })
  })

  test('are registered by operators alone', async () => {
    const mutation = 'mutation { registerCluster(input: { name: "cluster-x" }) { joinToken } }'
    expect((await ask(registry, alice, mutation)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })

  test('that are connected cannot be registered again, and the refusal says how to get a new join token', async () => {
    const mutation = `mutation {
      registerCluster(input: { name: "cluster-a" }) { joinToken problems { code remedies { mutation input } } }
    }`
    const { data } = await ask(registry, olga, mutation)
    const remedies = [{ mutation: 'renewJoinToken', input: { name: 'cluster-a' } }]
    expect(data.registerCluster).toEqual({ joinToken: null, problems: [{ code: 'NAME_TAKEN', remedies }] })
  })
})

describe('stopping', () => {
  test('does not wait for those who only wait for news', async () => {
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const query = 'query ($id: ID!) { operation(id: $id, waitUntil: FINISHED, timeoutSeconds: 60) { state } }'
    const waiting = ask(registry, alice, query, { id: operation.id }).catch((error: unknown) => error)
    await ask(registry, alice, '{ viewer { name } }')
    const began = Date.now()
    await registry.restart()
    expect(Date.now() - began).toBeLessThan(9_000)
    await waiting
  })
})

describe('after a restart', () => {
  test('everything is as it was', async () => {
    const name = await aProject()
    const query = 'query ($name: String!) { project(name: $name) { revision file deployments { id generation } } }'
    const before = await ask(registry, alice, query, { name })
    await registry.restart()
    expect(await ask(registry, alice, query, { name })).toEqual(before)
  })
})
