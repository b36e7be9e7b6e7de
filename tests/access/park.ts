import { createHmac } from 'node:crypto'
import pg from 'pg'
import { vi } from 'vitest'
import { z } from 'zod'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Repository } from '../faults/repository.ts'
import { example } from '../system/example.ts'
import { changed } from '../system/graph.ts'
import type { System } from '../system/start-system.ts'
import { emailOf, type Caller } from './callers.ts'
import type { Park } from './ways.ts'

export const project = 'walk-shop'

const members = (['owner', 'admin', 'developer', 'viewer'] as const)
  .map((role) => `  - { email: ${emailOf(role)}, role: ${role} }`)
  .join('\n')

const aMember = '  - { email: tulip@elsewhere.example, role: owner }'

/** A project with something of everything; each of its own words has `marigold` in it. */
const file = `apiVersion: operations-manager/v1
name: ${project}
displayName: The marigold shop
description: Sells marigolds
members:
${members}
services:
  marigold-orders: { type: postgresql }
  marigold-former: { type: postgresql }
  marigold-kept: { type: object-storage }
  marigold-archive: { type: volume, size: 1Gi }
registries:
  marigold-registry: { url: registry.marigold.example/team, username: marigold-puller, secret: PULL }
components:
  marigold-web:
    image: registry.marigold.example/team/web:1.0.0
    command: [serve]
    args: ['--marigold']
    before: [marigold-prepare]
    ports: { marigold: 9090 }
    publish: { port: marigold, path: /marigold, stripPath: true }
    uses:
      - { service: marigold-orders, prefix: MARIGOLD, as: { MARIGOLD_URL: DATABASE_SERVER_FULL } }
      - { component: marigold-worker }
    mounts: { marigold-archive: /marigold }
    env: { MARIGOLD: 'on' }
    secrets: [KEY]
    egress: ['api.marigold.example:443']
    replicas: 1
    resources: { cpu: 250m, memory: 256Mi }
    health: { path: /healthz, expect: 200, deadline: 30s }
  marigold-worker:
    image: registry.marigold.example/team/worker:1.0.0
    port: 8080
    uses: [marigold-former, marigold-kept]
    resources: { cpu: 250m }
    autoscale: { min: 1, max: 3, cpu: 80 }
deployments:
  production:
    cluster: cluster-a
    host: marigold
    components: { marigold-web: { env: { MARIGOLD: 'off' } } }
  staging: { cluster: cluster-b, hosts: [marigold.example.org] }
`

/** What somebody sends to be looked at: theirs alone, so no word of it is the project's. */
const sent = file.replaceAll('marigold', 'tulip').replace(/members:\n(.*\n){4}/, `members:\n${aMember}\n`)

const Cursor = z.looseObject({ cursor: z.string() })

/** Makes what the walk looks at, over the public graph and by hand in the repository, as people do. */
export async function makePark(
  system: System,
  repository: Repository,
  tokens: Readonly<Record<Caller, string | null>>,
): Promise<{ readonly park: Park; readonly tokens: Partial<Record<Caller, string>> }> {
  const client = (caller: Caller): GraphClient =>
    new GraphClient(system.sandbox.addresses.graphql, new Secret(tokens[caller] ?? ''))
  const owner = client('owner')
  for (const role of ['viewer', 'developer', 'admin'] as const) await client(role).ask('{ viewer { name } }')
  const of = { project }
  await changed(owner, 'applyProjectFile', { file })
  await changed(owner, 'setSecret', { ...of, registry: 'marigold-registry', name: 'PULL', value: 'pull' })
  const key = { ...of, component: 'marigold-web', name: 'KEY', value: 'a value' }
  await finishedIn(owner, await changed(owner, 'setSecret', { ...key, deployment: 'production' }), 'production')
  const beforeOfProject = await firstCursor(owner, `subscription { it: project(name: "${project}") { cursor } }`)
  const former = { ...of, service: 'marigold-former', confirm: 'marigold-former' }
  await finishedIn(owner, await changed(owner, 'removeService', former), 'production')
  await byHand(system, repository)
  await until(
    owner,
    `{ project(name: "${project}") { deployment(name: "detached") { id } problems { message } file } }`,
    /"id"/,
  )
  await changed(owner, 'removeDeployment', { ...of, deployment: 'detached', confirm: 'detached' })
  const crash = { ...of, component: 'marigold-worker', image: 'registry.marigold.example/team/worker:crash' }
  const failed = await changed(owner, 'setImage', crash)
  await finishedIn(owner, failed, 'production')
  const retried = await changed(owner, 'retryOperation', { operation: failed })
  await finishedIn(owner, retried, 'production')
  const waiting = await changed(owner, 'setVariable', {
    ...of,
    component: 'marigold-web',
    name: 'LEVEL',
    value: 'marigold',
  })
  await finishedIn(owner, waiting, 'production')
  const operator = client('operator')
  const beforeOfClusters = await firstCursor(operator, 'subscription { it: clusters { cursor } }')
  for (const draining of [true, false])
    await must(operator, `drainCluster(input: { name: "cluster-a", draining: ${draining} })`)
  await must(operator, `registerCluster(input: { name: "walk-cluster", projects: ["${project}"] })`)
  await leaveOrphan(system)
  const readToken = await makeToken(owner)
  const revokedToken = await makeToken(owner, [
    { text: 'query ($name: String!) { project(name: $name) { name } }', variables: { name: project } },
  ])
  await must(owner, `revokeToken(input: { token: "${revokedToken.id}" })`)
  await must(
    owner,
    `putTokenRule(input: { project: "${project}", name: "marigold-rule", issuer: "https://gitlab.com",
      deployments: ["pr-*"], scopes: [READ], claims: [{ name: "project_path", pattern: "marigold/shop" }] })`,
  )
  const id = (cluster: string, deployment: string): string => deploymentId({ cluster, project, deployment })
  const park = {
    project,
    current: await repository.file(project),
    file: sent,
    brokenFile: sent.replace('port: 8080', 'port: many').replace('type: volume', 'type: volumes'),
    olderFile: await example('older-format.yaml'),
    production: id('cluster-a', 'production'),
    staging: id('cluster-b', 'staging'),
    detached: id('cluster-z', 'detached'),
    failed,
    retried,
    waiting,
    tomorrow: tomorrow(),
    token: revokedToken.id,
    beforeOfProject,
    beforeOfClusters,
  }
  return { park, tokens: { readToken: readToken.secret, revokedToken: revokedToken.secret } }
}

/** Waits until one deployment is through; another may wait for what nobody gives it. */
async function finishedIn(client: GraphClient, id: string, deployment: string): Promise<void> {
  const query = `{ operation(id: "${id}") { state targets { name state problems { message } } } }`
  await until(client, query, new RegExp(`"name":"${deployment}","state":"(SUCCEEDED|FAILED)"`))
}

/** Asks until the answer is as it should be. */
async function until(client: GraphClient, query: string, expected: RegExp): Promise<void> {
  const look = async (): Promise<void> => {
    const answer = JSON.stringify(await client.ask(query))
    if (!expected.test(answer)) throw new Error(`still: ${answer}`)
  }
  await vi.waitFor(look, { timeout: 60_000, interval: 100 })
}

async function firstCursor(client: GraphClient, document: string): Promise<string> {
  for await (const { it } of client.follow(z.object({ it: Cursor }), document)) return it.cursor
  throw new Error(`nothing comes of ${document}`)
}

/** A commit by hand: a deployment in a cluster that nobody registered, and a service less. The webhook tells of it. */
async function byHand(system: System, repository: Repository): Promise<void> {
  const text = (await repository.file(project))
    .replace(/^ {2}marigold-kept:.*\n/m, '')
    .replace(/^.*uses:.*marigold-kept.*\n/m, '')
    .replace(/^deployments:\n/m, 'deployments:\n  detached: { cluster: cluster-z }\n')
  const commit = await repository.commitByHand({ [project]: text }, 'Change the marigold shop by hand')
  const { state } = await loadState(system.dataFolder)
  const body = JSON.stringify({ after: commit })
  const signature = createHmac('sha256', state.webhookSecret.reveal()).update(body).digest('hex')
  const answer = await fetch(`http://127.0.0.1:${system.sandbox.ports.registry}/hooks/repository`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  })
  if (!answer.ok) throw new Error(`the webhook answers ${answer.status} ${await answer.text()}`)
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString()

const Made = z.object({
  createToken: z.object({
    secret: z.string().nullable(),
    token: z.object({ id: z.string() }).nullable(),
    problems: z.array(z.object({ message: z.string() })),
  }),
})

/** A token of the project that may only read. */
async function makeToken(client: GraphClient, documents: readonly object[] | null = null) {
  const query =
    'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } problems { message } } }'
  const expiresAt = tomorrow()
  const deployments = documents === null ? null : ['marigold-*']
  const input = {
    project,
    name: documents === null ? 'marigold-reader' : 'marigold-pipeline',
    scopes: ['READ'],
    expiresAt,
    documents,
    deployments,
  }
  const { secret, token, problems } = (await client.get(Made, query, { input })).createToken
  if (secret === null || token === null) throw new Error(problems.map(({ message }) => message).join('\n'))
  return { secret, id: token.id }
}

async function must(client: GraphClient, mutation: string): Promise<void> {
  const { errors } = await client.ask(`mutation { ${mutation} { problems { message } } }`)
  if (errors !== undefined) throw new Error(JSON.stringify(errors))
}

/** What a cluster would report of a role that nobody wishes. */
async function leaveOrphan({ sandbox }: System): Promise<void> {
  const client = new pg.Client({ connectionString: sandbox.databases.url('registry').reveal() })
  await client.connect()
  try {
    const orphans = [{ backend: 'POSTGRESQL', kind: 'role', name: 'marigold_orphan', namespace: 'marigold' }]
    await client.query('update clusters set orphaned = $1 where name = $2', [JSON.stringify(orphans), 'cluster-a'])
  } finally {
    await client.end()
  }
}
