import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { follow, type Answer } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters, connectCluster } from '../../test/registry-with-clusters.ts'
import { ingestReports } from '../../test/reports.ts'

let registry: TestRegistry
const alice = person('alice')
let count = 0

beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
})
afterAll(() => registry.stop())

async function aProject(more: Record<string, unknown> = {}): Promise<string> {
  const name = `stream-${(count += 1)}`
  const { problems } = await apply(registry, alice, aFile({ name, ...more }))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return name
}

const projectDocument = `subscription ($name: String!, $after: Cursor) {
  project(name: $name, after: $after) { cursor type project { name revision components { name replicas } } operation { kind state } }
}`
const operationDocument = `subscription ($id: ID!, $after: Cursor) {
  operation(id: $id, after: $after) { cursor change { type state targetState step { key state } } operation { state finishedAt } }
}`

/** The next result with data; what only carries extensions is passed over. */
async function nextData(stream: Awaited<ReturnType<typeof follow>>): Promise<Answer> {
  for (;;) {
    const { type, value } = await stream.next()
    if (type !== 'next') throw new Error(`the stream said ${type}`)
    if (value.data !== undefined) return value
  }
}

/** Reads until a result holds. */
async function until(
  stream: Awaited<ReturnType<typeof follow>>,
  holds: (data: Answer['data']) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await nextData(stream)
    if (holds(answer.data)) return answer
  }
}

describe('following a project', () => {
  test('begins with the access key and the present state, then gives each change with its cursor', async () => {
    const name = await aProject()
    const stream = await follow(registry, alice, projectDocument, { name })
    const first = await stream.next()
    expect(first.value).toMatchObject({ extensions: { accessKey: expect.any(String) } })
    const present = await nextData(stream)
    expect(present.data.project).toMatchObject({ type: 'PRESENT', project: { name } })
    await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 3 })
    const saved = await until(stream, (data) => data.project.type === 'SAVED')
    expect(saved.data.project.project.components[0].replicas).toBe(3)
    expect(saved.extensions).toEqual({ cursor: saved.data.project.cursor, position: Number(saved.data.project.cursor) })
    stream.stop()
  })

  test('goes on after a cursor without losing or repeating an event', async () => {
    const name = await aProject()
    const first = await follow(registry, alice, projectDocument, { name })
    const cursor = (await nextData(first)).extensions.cursor
    first.stop()
    for (const replicas of [2, 3, 4])
      await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas })
    const resumed = await follow(registry, alice, projectDocument, { name, after: cursor })
    const header = await follow(registry, alice, projectDocument, { name }, { 'last-event-id': cursor })
    const cursors = async (stream: typeof resumed): Promise<string[]> => {
      const seen: string[] = []
      for (let saved = 0; saved < 3;) {
        const { data } = await nextData(stream)
        seen.push(data.project.cursor)
        if (data.project.type === 'SAVED') saved += 1
      }
      return seen
    }
    const [a, b] = [await cursors(resumed), await cursors(header)]
    expect(a).toEqual(b)
    expect(new Set(a).size).toBe(a.length)
    expect(a.every((each) => BigInt(each) > BigInt(cursor))).toBe(true)
    resumed.stop()
    header.stop()
  })

  test('says so when the cursor is unknown, and goes on with the present state', async () => {
    const name = await aProject()
    const stream = await follow(registry, alice, projectDocument, { name, after: '999999999' })
    expect((await nextData(stream)).data.project.type).toBe('CURSOR_EXPIRED')
    expect((await nextData(stream)).data.project.type).toBe('PRESENT')
    stream.stop()
  })

  test('a second reader of the same gets every change too', async () => {
    const name = await aProject()
    const streams = await Promise.all([1, 2, 3].map(() => follow(registry, alice, projectDocument, { name })))
    for (const stream of streams) await nextData(stream)
    await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const seen = await Promise.all(streams.map((stream) => until(stream, (data) => data.project.type === 'SAVED')))
    expect(new Set(seen.map((answer) => answer.extensions.cursor)).size).toBe(1)
    for (const stream of streams) stream.stop()
  })

  test('is refused for somebody else’s project as for one that does not exist', async () => {
    const name = await aProject()
    const mallory = person('mallory')
    const refusals = await Promise.all(
      [name, 'no-such-project'].map(async (each) => {
        const stream = await follow(registry, mallory, projectDocument, { name: each })
        const [refusal, end] = [await stream.next(), await stream.next()]
        expect(end.type).toBe('complete')
        return refusal.value
      }),
    )
    expect(refusals[0]).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    expect(refusals[0]).toEqual(refusals[1])
  })

  test('ends when the reader loses the right to it', async () => {
    const members = [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'bob@example.org', role: 'viewer' },
    ]
    const name = await aProject({ members })
    const stream = await follow(registry, person('bob'), projectDocument, { name })
    await nextData(stream)
    // What came before is behind this one, however late it is read.
    await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 3 })
    await until(stream, ({ project }) => project.type === 'SAVED' && project.project.components[0].replicas === 3)
    await apply(registry, alice, aFile({ name }))
    const seen: Answer[] = []
    for (let each = await stream.next(); each.type === 'next'; each = await stream.next()) seen.push(each.value)
    expect(seen.at(-1)?.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    expect(seen.flatMap((value) => value.data?.project?.type ?? [])).not.toContain('SAVED')
  })
})

describe('following all projects', () => {
  test('tells a new member’s reader to open again under a new key', async () => {
    const document = 'subscription { projects { cursor type name } }'
    const carol = person('carol')
    const stream = await follow(registry, carol, document)
    const key = (await stream.next()).value.extensions.accessKey
    const { extensions } = await nextData(stream)
    const members = [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'carol@example.org', role: 'viewer' },
    ]
    const name = await aProject({ members })
    const told = await stream.next()
    expect(told.value.extensions.accessKey).not.toBe(key)
    expect((await stream.next()).type).toBe('closed')
    const again = await follow(registry, carol, document, {}, { 'last-event-id': extensions.cursor })
    expect((await nextData(again)).data.projects).toMatchObject({ name })
    again.stop()
  })
})

describe('following an operation', () => {
  test('gives steps and targets as the cluster reports them, and ends with the last one', async () => {
    const name = await aProject()
    const payload = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const { id, targets } = payload.operation
    const stream = await follow(registry, alice, operationDocument, { id })
    expect((await nextData(stream)).data.operation).toMatchObject({
      change: { type: 'PRESENT' },
      operation: { state: 'SAVED' },
    })
    await ingestReports(registry, 'cluster-a', { operation: id, target: targets[0] })
    const step = await until(stream, (data) => data.operation.change.type === 'STEP')
    expect(step.data.operation.change.step).toEqual({ key: 'production/web/rollout', state: 'SUCCEEDED' })
    const last = await until(stream, (data) => data.operation.change.state === 'SUCCEEDED')
    expect(last.data.operation.operation.finishedAt).not.toBeNull()
    expect((await stream.next()).type).toBe('complete')
  })

  test('of a finished operation gives its state and ends', async () => {
    const name = await aProject()
    const payload = await change(registry, alice, 'setProjectDetails', { project: name, displayName: 'Another' })
    const stream = await follow(registry, alice, operationDocument, { id: payload.operation.id })
    expect((await nextData(stream)).data.operation.operation.state).toBe('SUCCEEDED')
    expect((await stream.next()).type).toBe('complete')
  })
})

describe('following a log', () => {
  const document = 'subscription ($id: ID!, $c: String!) { logs(deployment: $id, component: $c) { text } }'

  test('of a cluster that is away says so and ends', async () => {
    const name = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    const id = operation.targets[0].deployment.id
    const stream = await follow(registry, alice, document, { id, c: 'web' })
    await stream.next()
    expect((await stream.next()).value).toMatchObject({ errors: [{ extensions: { code: 'CLUSTER_UNREACHABLE' } }] })
    expect((await stream.next()).type).toBe('complete')
    const theirs = await follow(registry, person('mallory'), document, { id, c: 'web' })
    expect((await theirs.next()).value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })
})

describe('following clusters', () => {
  test('tells of a new one', async () => {
    const stream = await follow(registry, person('olga'), 'subscription { clusters { type cluster { name } } }')
    await nextData(stream)
    await connectCluster(registry, 'cluster-c')
    const seen = await until(stream, (data) => data.clusters.cluster?.name === 'cluster-c')
    expect(seen.data.clusters.type).toBe('REGISTERED')
    stream.stop()
  })
})
