import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { change, changed, finished, type Operation } from '../system/graph.ts'
import { injectedVariables } from '../system/inside.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { databaseFacts, recordedOperations, storedEvents, type DatabaseFacts } from './facts.ts'
import { Follower, type Door } from './follower.ts'
import { Line } from './line.ts'
import { Repository } from './repository.ts'
import { draftFile, shopFile } from './shop.ts'

let system: System
let alice: GraphClient
let door: Door
let repository: Repository
let line: Line

beforeAll(async () => {
  system = await startSystem({
    settings: async (ports) => {
      line = await Line.open(ports.postgres)
      return { postgresPorts: { clusters: line.port }, restartAfterMs: 20 }
    },
  })
  const { graphql, issuer, repository: folder } = system.sandbox.addresses
  alice = await system.as('alice')
  door = { url: graphql, token: await signIn(issuer, 'alice') }
  repository = new Repository(folder)
})

afterAll(async () => {
  await system?.stop()
  await line?.close()
})

type Victim = 'registry' | 'cluster-a' | 'gateway'

/** Ends a program as a crash would and waits until it is there again. */
async function crash(victim: Victim): Promise<void> {
  const program = system.sandbox.program(victim)
  const cluster = system.sandbox.program('cluster-a')
  // While another program is away the cluster stands still, so that no boundary passes unseen.
  const frozen = victim === 'cluster-a' ? undefined : cluster.pid
  if (frozen !== undefined) process.kill(frozen, 'SIGSTOP')
  try {
    await program.kill()
    await program.untilReady(30_000)
  } finally {
    if (frozen !== undefined) process.kill(frozen, 'SIGCONT')
  }
}

type Trial = {
  readonly operation: Operation
  readonly follower: Follower
  readonly kills: number
  /** What was injected, each time it could be read on the way. */
  readonly injected: readonly Readonly<Record<string, string>>[]
  readonly database: readonly DatabaseFacts[]
}

/** Sets a project up and ends a program each time that a step comes into a state it was not in before. */
async function provisionUnderFire(project: string, victim: Victim): Promise<Trial> {
  // What the cluster writes takes a while, so that each boundary between steps is a time in which one can be hit.
  line.delayMs = victim === 'cluster-a' ? 15 : 60
  const id = await changed(alice, 'applyProjectFile', { file: shopFile(project), idempotencyKey: project })
  const follower = new Follower(door, id, { limitMs: 150_000 })
  const boundaries = new Set<string>()
  const injected: Readonly<Record<string, string>>[] = []
  const database: DatabaseFacts[] = []
  let kills = 0
  let readyAt = 0
  for await (const {
    at,
    change: { step },
  } of follower.changes()) {
    const boundary = step === null ? null : `${step.key} ${step.state}`
    if (boundary === null || boundaries.has(boundary)) continue
    boundaries.add(boundary)
    // Steps run side by side: what had happened already at the last kill was covered by it.
    if (Date.parse(at) <= readyAt) continue
    await crash(victim)
    readyAt = Date.now()
    kills += 1
    database.push(await databaseFacts(system, project))
    if (boundary.endsWith('/web/rollout RUNNING')) injected.push(await injectedOf(project))
  }
  injected.push(await injectedOf(project))
  database.push(await databaseFacts(system, project))
  return { operation: await finished(alice, id), follower, kills, injected, database }
}

const injectedOf = (project: string): Promise<Readonly<Record<string, string>>> =>
  injectedVariables(system, { cluster: 'cluster-a', project, deployment: 'production' }, 'web')

const trials = [
  ['shopregistry', 'registry'],
  ['shopcluster', 'cluster-a'],
  ['shopgateway', 'gateway'],
] as const satisfies readonly (readonly [string, Victim])[]

describe.each(trials)('%s is set up while the %s is killed at every step boundary', (project, victim) => {
  let trial: Trial

  beforeAll(async () => {
    trial = await provisionUnderFire(project, victim)
  }, 170_000)

  test('the operation succeeds, and every step of it is done', () => {
    expect(trial.kills).toBeGreaterThan(2)
    expect(trial.operation.problems).toEqual([])
    expect(trial.operation.state).toBe('SUCCEEDED')
    expect(trial.operation.steps.filter(({ state }) => !['SUCCEEDED', 'SKIPPED'].includes(state))).toEqual([])
  })

  test('the deployment is ready, and every object of it is as generated', async () => {
    const { project: found } = await alice.get(Deployed, deployedQuery, { name: project })
    expect(found?.deployments).toHaveLength(1)
    const [production] = found?.deployments ?? []
    expect(production?.status.health).toBe('READY')
    expect(production?.live?.workloads).toEqual([{ component: 'web', state: 'READY', desired: 1, ready: 1 }])
    expect(production?.live?.services.map(({ service, state }) => [service, state])).toEqual([
      ['archive', 'READY'],
      ['orders', 'READY'],
      ['signin', 'READY'],
      ['uploads', 'READY'],
    ])
    expect(production?.live?.objects.filter(({ state }) => state !== 'IN_SYNC')).toEqual([])
  })

  test('a subscriber that resumed after each cut was told every event once', async () => {
    const { follower, operation } = trial
    expect(follower.start).not.toBeNull()
    const start = follower.start ?? ''
    const again = await new Follower(door, operation.id, { after: start }).all()
    expect(follower.told).toEqual(again)
    expect(new Set(follower.told.map(({ cursor }) => cursor)).size).toBe(follower.told.length)
    expect(follower.told).toHaveLength((await storedEvents(system, operation.id, start)).length)
    const steps = follower.told.flatMap(({ change: { step } }) =>
      step === null ? [] : [`${step.key} ${step.attempts} ${step.state}`],
    )
    expect(new Set(steps).size).toBe(steps.length)
    // Only the gateway's end is felt at the other end of the stream; it goes on by itself after all others.
    expect(follower.cuts).toBeGreaterThanOrEqual(victim === 'gateway' ? 2 : 0)
  })

  test('one role and one database exist, made once and never given another password', () => {
    const name = `${project}_production_orders`
    const last = trial.database.at(-1)
    expect(last?.roles.map((role) => role.name)).toEqual([name])
    expect(last?.databases.map((database) => database.name)).toEqual([name])
    const made = new Set(trial.database.flatMap(({ databases }) => databases.map(({ oid }) => oid)))
    const signIns = new Set(
      trial.database.flatMap(({ roles }) => roles.map(({ oid, verifier }) => `${oid} ${verifier}`)),
    )
    expect(made.size).toBe(1)
    expect(signIns.size).toBe(1)
  })

  test('the credentials that were injected first are the ones that hold', () => {
    expect(trial.injected[0]?.['DATABASE_SERVER_FULL']).toBeDefined()
    for (const variables of trial.injected) expect(variables).toEqual(trial.injected[0])
  })

  test('the change is one commit and one operation, and sending it again gives the same', async () => {
    const again = await change(alice, 'applyProjectFile', { file: shopFile(project), idempotencyKey: project })
    expect(again.operation?.id).toBe(trial.operation.id)
    expect(await repository.commitsOf(trial.operation.id)).toHaveLength(1)
    expect(await repository.commits(project)).toHaveLength(1)
    expect(await recordedOperations(system, project)).toBe(1)
  })
})

const Deployed = z.object({
  project: z
    .object({
      deployments: z.array(
        z.object({
          status: z.object({ health: z.string() }),
          live: z
            .object({
              workloads: z.array(
                z.object({ component: z.string(), state: z.string(), desired: z.number(), ready: z.number() }),
              ),
              services: z.array(z.object({ service: z.string(), state: z.string() })),
              objects: z.array(z.object({ kind: z.string(), name: z.string(), state: z.string() })),
            })
            .nullable(),
        }),
      ),
    })
    .nullable(),
})

const deployedQuery = `query ($name: String!) { project(name: $name) { deployments {
  status { health }
  live { workloads { component state desired ready } services { service state } objects { kind name state } }
} } }`

describe('the registry is killed while many changes are being made', () => {
  test('each that is sent again with its key is the same operation, and one commit', async () => {
    const inputs = Array.from({ length: 12 }, (_, index) => ({
      file: draftFile(`draft${index}`),
      idempotencyKey: `draft${index}`,
    }))
    // One after the other, so that the end meets them at every place on their way.
    const sent: Promise<unknown>[] = []
    for (const input of inputs) {
      sent.push(change(alice, 'applyProjectFile', input).catch(() => null))
      await delay(15)
    }
    await system.sandbox.program('registry').kill()
    await Promise.all(sent)
    const answers = await Promise.all(
      inputs.map((input) => untilAnswered(() => change(alice, 'applyProjectFile', input))),
    )
    expect(answers.flatMap(({ problems }) => problems)).toEqual([])
    const operations = await Promise.all(answers.map(({ operation }) => finished(alice, operation?.id ?? '')))
    expect(operations.map(({ state }) => state)).toEqual(operations.map(() => 'SUCCEEDED'))
    const commits = await Promise.all(inputs.map((_, index) => repository.commits(`draft${index}`)))
    expect(commits.map((each) => each.length)).toEqual(commits.map(() => 1))
    const recorded = await Promise.all(inputs.map((_, index) => recordedOperations(system, `draft${index}`)))
    expect(recorded).toEqual(recorded.map(() => 1))
  })
})

/** Asks until the system answers with data instead of an error, as a client does that retries. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>, limitMs = 30_000): Promise<Answer> {
  const deadline = Date.now() + limitMs
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await system.sandbox.program('registry').untilReady(limitMs)
    }
  }
}
