import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const file = `apiVersion: operations-manager/v1
name: shop
members:
  - { email: alice@example.org, role: owner }
  - { email: bob@example.org, role: viewer }
components:
  site: { image: "ghcr.io/example/site:1" }
deployments:
  live: { cluster: cluster-a }
`
let system: System
let alice: GraphClient
let dora: GraphClient

beforeAll(async () => {
  system = await startSystem()
  alice = await system.as('alice')
  dora = await system.as('dora')
  await finished(alice, await changed(alice, 'applyProjectFile', { file }))
})
afterAll(() => system?.stop())

const Trail = z.object({
  audit: z.object({
    nodes: z.array(
      z.object({
        number: z.string(),
        actor: z.object({ type: z.string(), name: z.string(), email: z.string().nullable() }),
        action: z.string(),
        project: z.string().nullable(),
        operation: z.string().nullable(),
        result: z.string(),
        problems: z.array(z.string()),
        before: z.string().nullable(),
        after: z.string().nullable(),
        requestId: z.string().nullable(),
        source: z
          .object({ address: z.string().nullable(), transport: z.string(), userAgent: z.string().nullable() })
          .nullable(),
        hash: z.string(),
      }),
    ),
  }),
})
const query = `query ($filter: AuditFilter) { audit(first: 100, filter: $filter) { nodes {
  number actor { type name email } action project operation result problems before after requestId
  source { address transport userAgent } hash
} } }`
const trail = async (filter: object) => (await dora.get(Trail, query, { filter })).audit.nodes

/** Sends a mutation as somebody would with any HTTP client. */
async function send(login: string | null, headers: Record<string, string>): Promise<unknown> {
  const { graphql, issuer } = system.sandbox.addresses
  const token = login === null ? {} : { authorization: `Bearer ${(await signIn(issuer, login)).reveal()}` }
  const mutation =
    'mutation { setImage(input: { project: "shop", component: "site", image: "x/y:2" }) { problems { code } } }'
  const answer = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...token, ...headers },
    body: JSON.stringify({ query: mutation }),
  })
  return answer.json()
}

test('a denied attempt is recorded: who, what, from where, and with which request', async () => {
  const requestId = randomUUID()
  await send('bob', { 'user-agent': 'a client of bob', 'x-request-id': requestId })
  const [record] = await trail({ actor: 'bob@example.org', action: ['setImage'] })
  expect(record).toMatchObject({
    actor: { type: 'PERSON', email: 'bob@example.org' },
    project: 'shop',
    result: 'DENIED',
    problems: ['FORBIDDEN'],
    operation: null,
    requestId,
    source: { address: '127.0.0.1', transport: 'http', userAgent: 'a client of bob' },
  })
})

test('so is one of somebody who did not sign in', async () => {
  await send(null, {})
  const [record] = await trail({ action: ['setImage'], result: ['DENIED'] })
  expect(record).toMatchObject({
    actor: { type: 'ANONYMOUS' },
    problems: ['UNAUTHENTICATED'],
    source: { address: '127.0.0.1' },
  })
})

test('a stranger is told that nothing is there, and the owners see who asked', async () => {
  const answer = await dora.ask('{ project(name: "shop") { file } }')
  expect(answer.data).toEqual({ project: null })
  const [record] = await trail({ actor: 'dora@example.org', action: ['project'] })
  expect(record).toMatchObject({ project: 'shop', result: 'DENIED', problems: ['NOT_FOUND'] })
})

test('what was accepted is recorded when it is asked for and when it is saved, with the file before and after', async () => {
  const id = await changed(alice, 'setImage', { project: 'shop', component: 'site', image: 'ghcr.io/example/site:2' })
  await finished(alice, id)
  const records = await trail({ operation: id })
  expect(records.map(({ action, result }) => [action, result])).toEqual([
    ['saveChange', 'ACCEPTED'],
    ['setImage', 'ACCEPTED'],
  ])
  const [saved, asked] = records
  expect(asked?.before).not.toBe(asked?.after)
  expect([saved?.before, saved?.after]).toEqual([asked?.before, asked?.after])
})

test('first sign-ins and clusters that joined are in it', async () => {
  expect(await trail({ actor: 'alice@example.org', action: ['bindSignIn'] })).toHaveLength(1)
  const joins = await trail({ action: ['joinCluster'], result: ['ACCEPTED'] })
  const joined = joins.map(({ actor, source }) => `${actor.name} by ${source?.transport ?? 'nothing'}`)
  expect(joined.toSorted()).toEqual(['cluster-a by link', 'cluster-b by link'])
})

test('a refused change is recorded with the codes of its problems', async () => {
  await alice.ask(
    `mutation { setImage(input: { project: "shop", component: "none", image: "x/y:2" }) { problems { code } } }`,
  )
  const [record] = await trail({ actor: 'alice@example.org', result: ['REFUSED'] })
  expect(record).toMatchObject({ action: 'setImage', project: 'shop', problems: ['NOT_FOUND'] })
})

test('an auditor hears of each record as it is added, and goes on where they stopped', async () => {
  const Event = z.object({
    audit: z.object({ cursor: z.string(), type: z.string(), record: z.object({ action: z.string() }).nullable() }),
  })
  const subscription = 'subscription ($after: Cursor) { audit(after: $after) { cursor type record { action } } }'
  const first = dora.follow(Event, subscription)
  const begun = (await first.next()).value?.audit
  expect(begun).toMatchObject({ type: 'PRESENT', record: null })
  await finished(alice, await changed(alice, 'setReplicas', { project: 'shop', component: 'site', replicas: 2 }))
  expect((await first.next()).value?.audit).toMatchObject({ type: 'RECORDED', record: { action: 'setReplicas' } })
  await first.return(undefined)
  const again = dora.follow(Event, subscription, { after: begun?.cursor })
  expect((await again.next()).value?.audit).toMatchObject({ record: { action: 'setReplicas' } })
  expect((await again.next()).value?.audit).toMatchObject({ record: { action: 'saveChange' } })
  await again.return(undefined)
})

test('only who may reads it: an owner that of the project, a viewer none', async () => {
  const ofProject = '{ project(name: "shop") { audit(first: 1) { nodes { project } } } }'
  expect((await alice.ask(ofProject)).data).toEqual({ project: { audit: { nodes: [{ project: 'shop' }] } } })
  const bob = await system.as('bob')
  expect((await bob.ask(ofProject)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  expect((await alice.ask('{ audit { nodes { number } } }')).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ])
})

test('the command walks along the whole chain, and holds it against an end that was noted', async () => {
  const verify = async (...args: readonly string[]) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: system.sandbox.databases.url('registry').reveal() }
    return run(process.execPath, [join(root, 'subgraphs/registry/src/verify-audit.ts'), ...args], { env }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
    )
  }
  const whole = await verify()
  expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ audit records follow each other/) })
  const last = /^last (\S+)$/m.exec(whole.stdout)?.[1] ?? ''
  expect(await verify('--expect', last)).toMatchObject({ code: 0 })
  const [number = '', hash = ''] = last.split(':')
  const cut = await verify('--expect', `${Number(number) + 1_000}:${hash}`)
  expect(cut).toMatchObject({ code: 1, stdout: expect.stringContaining('its end was cut off') })
})
