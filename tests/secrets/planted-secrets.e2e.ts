import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { changed, finished } from '../system/graph.ts'
import { injectedVariables } from '../system/inside.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { systemPrograms } from '../system/system-programs.ts'
import { startCollector, type Collector } from '../traces/collector.ts'
import { Finder } from './finder.ts'
import { CommandLines } from './command-lines.ts'
import { figuresOf, gitObjectsOf, logsOf, runningQueriesOf, storedTextOf } from './places.ts'
import { ownSecretsOf } from './own-secrets.ts'
import { project, shownOf } from './shown.ts'

const planted = (what: string): string => `planted-${what}-${randomBytes(9).toString('hex')}`

const paymentKey = planted('payment-key')
const laterKey = planted('later-key')
const registryPassword = planted('registry-password')
const misplaced = planted('misplaced')

const file = `apiVersion: operations-manager/v1
name: ${project}
displayName: Vault
members:
  - { email: alice@example.org, role: owner }
services:
  orders: { type: postgresql }
  uploads: { type: object-storage }
  signin: { type: single-sign-on }
registries:
  ours: { url: registry.example.org/team, username: puller, secret: PULL_PASSWORD }
components:
  api:
    image: registry.example.org/team/api:1.0.0
    port: 8080
    publish: { path: / }
    uses: [orders, uploads, signin]
    secrets: [PAYMENT_KEY]
    command: [serve, '--key=$(PAYMENT_KEY)']
    args: ['--database=$(DATABASE_SERVER_FULL)', '--password=$(DATABASE_PASSWORD)']
deployments:
  production: { cluster: cluster-a }
`

let system: System
let collector: Collector
let alice: GraphClient
const finder = new Finder()
const commandLines = new CommandLines()

beforeAll(async () => {
  collector = await startCollector()
  system = await startSystem({ settings: () => ({ otlpEndpoint: collector.endpoint }) })
  commandLines.start()
  await plantOwn()
  await plantInUse()
  await plantTokens()
  await plantWhereTheyDoNotBelong()
})

afterAll(async () => {
  commandLines.stop()
  await system?.stop()
  await collector?.stop()
})

/** What the system itself signs in with, what people sign in with, and what clusters join with. */
async function plantOwn(): Promise<void> {
  for (const [name, value] of await ownSecretsOf(system)) finder.plant(name, value)
  const { issuer } = system.sandbox.addresses
  finder.plant('a token', (await signIn(issuer, 'alice')).reveal())
  const { joinToken } = (
    await (
      await system.as('carol')
    ).get(
      z.object({ registered: z.object({ joinToken: z.string() }) }),
      'mutation { registered: registerCluster(input: { name: "cluster-z" }) { joinToken } }',
    )
  ).registered
  finder.plant('a join token', joinToken)
}

/** A deployment that gets secrets, then fails with a log that prints them. */
async function plantInUse(): Promise<void> {
  finder.plant('the value of a secret', paymentKey)
  finder.plant('the value of a secret that a failing container prints', laterKey)
  finder.plant('the password of a registry', registryPassword)
  alice = await system.as('alice')
  await changed(alice, 'applyProjectFile', { file })
  await changed(alice, 'setSecret', { project, registry: 'ours', name: 'PULL_PASSWORD', value: registryPassword })
  const secret = { project, component: 'api', name: 'PAYMENT_KEY' }
  const key = planted('idempotency')
  const first = await changed(alice, 'setSecret', { ...secret, value: paymentKey, idempotencyKey: key })
  expect((await finished(alice, first)).state).toBe('SUCCEEDED')
  const place = { cluster: 'cluster-a', project, deployment: 'production' }
  const injected = await injectedVariables(system, place, 'api')
  for (const name of await secretNames()) finder.plant(name, injected[name] ?? '')
  await changed(alice, 'setSecret', { ...secret, value: laterKey })
  const image = 'registry.example.org/team/api:crash'
  const failing = await changed(alice, 'setImage', { project, component: 'api', image })
  expect((await finished(alice, failing)).state).toBe('FAILED')
}

/** Tokens of a project and of a person, used over every transport, pasted into the wrong field, one of them revoked. */
async function plantTokens(): Promise<void> {
  const shape = z.object({
    createToken: z.object({ secret: z.string(), token: z.object({ id: z.string() }) }),
  })
  const make = 'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } } }'
  const revoke = 'mutation ($id: ID!) { revokeToken(input: { token: $id }) { problems { code message } } }'
  const expiresAt = new Date(Date.now() + 600_000).toISOString()
  for (const [name, input] of [
    ['the token of a project', { project, name: 'robot', scopes: ['ADMIN'], expiresAt }],
    ['the token of a person', { name: 'laptop', scopes: ['READ'], expiresAt }],
  ] as const) {
    const { createToken } = await alice.get(shape, make, { input })
    const { secret, token } = createToken
    finder.plant(name, secret)
    const robot = new GraphClient(system.sandbox.addresses.graphql, new Secret(secret))
    answers.push(JSON.stringify(await robot.ask('{ viewer { name token { prefix } } }')))
    for await (const event of robot.follow(z.unknown(), `subscription { project(name: "${project}") { cursor } }`)) {
      answers.push(JSON.stringify(event))
      break
    }
    for (const id of [secret, token.id]) answers.push(JSON.stringify(await alice.ask(revoke, { id })))
    answers.push(JSON.stringify(await robot.ask('{ viewer { name } }')))
  }
}

async function secretNames(): Promise<readonly string[]> {
  const Variables = z.object({
    project: z.object({
      deployment: z.object({
        live: z.object({ variables: z.array(z.object({ name: z.string(), secret: z.boolean() })) }),
      }),
    }),
  })
  const query = `{ project(name: "${project}") { deployment(name: "production") { live { variables(component: "api") { name secret } } } } }`
  const { variables } = (await alice.get(Variables, query)).project.deployment.live
  return variables.filter(({ secret }) => secret).map(({ name }) => name)
}

const answers: string[] = []

/** Requests that are refused, with a secret in them. */
async function plantWhereTheyDoNotBelong(): Promise<void> {
  finder.plant('a value in a refused request', misplaced)
  const mutation = 'mutation ($input: SetSecretInput!) { setSecret(input: $input) { problems { code message } } }'
  const inputs = [
    { component: 'api', value: misplaced },
    { project, component: 'nothing', name: 'PAYMENT_KEY', value: misplaced },
    { project, component: 'api', name: 'PAYMENT_KEY', value: [misplaced] },
    { project, component: 'api', name: 'PAYMENT_KEY', sealed: misplaced },
    { project: 'nobodys', component: 'api', name: 'PAYMENT_KEY', value: misplaced },
  ]
  for (const input of inputs) answers.push(JSON.stringify(await alice.ask(mutation, { input })))
  const written = `mutation { setSecret(input: { component: "api", value: "${misplaced}" }) { problems { code } } }`
  answers.push(JSON.stringify(await alice.ask(written)))
  const { graphql } = system.sandbox.addresses
  const headers = { authorization: `Bearer ${misplaced}`, cookie: `session=${misplaced}` }
  for (const url of [graphql, `${graphql}?query=${encodeURIComponent(written)}`]) {
    answers.push(await (await fetch(url, { headers })).text())
  }
}

describe('secrets are nowhere but where they are needed', () => {
  test('more than a few were planted, and the containers printed theirs', async () => {
    expect(finder.names).toEqual(
      expect.arrayContaining(['DATABASE_SERVER_FULL', 'DATABASE_PASSWORD', 'the internal secret of the system']),
    )
    const query = `{ project(name: "${project}") { deployment(name: "production") { live { logs(component: "api", previous: true) { text } } } } }`
    expect(JSON.stringify(await alice.ask(query))).toContain(laterKey)
  })

  test('not in the logs of any program', async () => {
    expect(finder.findIn(await logsOf(system))).toEqual([])
  })

  test('not in what is shown of the project, its operations and its cluster', async () => {
    const shown = await shownOf(alice)
    expect(shown.get('operations')).toContain('CRASH_LOOP')
    expect(finder.findIn(shown)).toEqual([])
  })

  test('not in the database of the registry', async () => {
    const stored = await storedTextOf(system)
    // The last lines of the container are stored with the problem, and would show its secrets.
    expect([...stored.values()].join('\n')).toContain('serve --key=[redacted]')
    expect(finder.findIn(stored)).toEqual([])
  })

  test('not in any object of the repository', async () => {
    expect(finder.findIn(await gitObjectsOf(system))).toEqual([])
  })

  test('not in the words that processes were started with', async () => {
    for (const program of (await systemPrograms()).values())
      expect(commandLines.seen.get('command lines')).toContain(program)
    expect(finder.findIn(commandLines.seen)).toEqual([])
  })

  test('not in the figures of any program, and not in what the database server is doing', async () => {
    expect(finder.findIn(await figuresOf(system))).toEqual([])
    expect(finder.findIn(await runningQueriesOf(system))).toEqual([])
  })

  test('not in the answers to requests that are refused', () => {
    expect(finder.findIn(new Map(answers.map((text, index) => [`answer ${index}`, text])))).toEqual([])
  })

  // Last: what the programs have not sent yet they send when they end.
  test('not in any trace', async () => {
    await system.stop()
    expect(collector.told.join('\n')).toContain('graphql http')
    expect(finder.findIn(new Map([['the traces', collector.told.join('\n')]]))).toEqual([])
  })
})
