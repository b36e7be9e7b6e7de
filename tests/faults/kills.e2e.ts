import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { change, changed, finished, type Operation } from '../system/graph.ts'
import { injectedVariables } from '../system/inside.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { areAt, boundariesOf, theEnd } from './boundaries.ts'
import { databaseFacts, recordedOperations, saveStateOf, storedEvents, type DatabaseFacts } from './facts.ts'
import { Follower, type Door } from './follower.ts'
import { Line } from '@operations-manager/testbed/line/line.ts'
import { LinkLine } from './link-line.ts'
import { Repository } from './repository.ts'
import { draftFile, shopFile } from './shop.ts'

let system: System
let alice: GraphClient
let door: Door
let repository: Repository
let line: Line
let registryLine: Line
let link: LinkLine

beforeAll(async () => {
  system = await startSystem({
    settings: async (ports) => {
      line = await Line.open(ports.postgres)
      registryLine = await Line.open(ports.postgres)
      link = await LinkLine.open(ports.registry)
      const postgresPorts = { clusters: line.port, registry: registryLine.port }
      return { postgresPorts, linkPort: link.port, restartAfterMs: 20 }
    },
  })
  const { graphql, issuer, repository: folder } = system.sandbox.addresses
  alice = await system.as('alice')
  door = { url: graphql, token: await signIn(issuer, 'alice') }
  repository = new Repository(folder)
})

afterAll(async () => {
  await system?.stop()
  await link?.close()
  await registryLine?.close()
  await line?.close()
})

type Victim = 'registry' | 'cluster-a' | 'gateway'

/** Ends a program as a crash would, at once, and waits until it is there again. */
async function crash(victim: Victim): Promise<void> {
  const program = system.sandbox.program(victim)
  const cluster = system.sandbox.program('cluster-a')
  // While another program is away the cluster stands still, so that no boundary passes unseen.
  const frozen = victim === 'cluster-a' ? undefined : cluster.pid
  signal(frozen, 'SIGSTOP')
  try {
    await program.kill()
    await program.untilReady(60_000)
  } finally {
    signal(frozen, 'SIGCONT')
  }
}

/** Stops a program or lets it go on; one that is just gone does not mind. */
function signal(pid: number | undefined, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (pid === undefined) return
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

type Trial = {
  readonly project: string
  readonly operation: Operation
  readonly follower: Follower
  /** What was there after each kill, and at the end. */
  readonly seen: readonly Facts[]
}

type Facts = {
  readonly database: DatabaseFacts
  /** What is injected; `null` where there is no workload yet. */
  readonly injected: Readonly<Record<string, string>> | null
}

async function factsOf(project: string): Promise<Facts> {
  const place = { cluster: 'cluster-a', project, deployment: 'production' }
  const injected = injectedVariables(system, place, 'web').catch(() => null)
  return { database: await databaseFacts(system, project), injected: await injected }
}

/** Far more than it takes on a machine that does nothing else. */
const limitMs = 600_000

const boundaries = boundariesOf(shopFile('shop'), 'production')

/** Where on the link a victim is ended, in turn: the message of the boundary never arrives, or what comes after it. */
const places = { 'cluster-a': ['said', 'stored'], registry: ['stored', 'acknowledged'] } as const

const names = { 'cluster-a': 'cluster', registry: 'registry' } as const

/** Sets a project up, ends the victim at one boundary of it, and answers what becomes of it when the victim is back. */
async function killAt(victim: keyof typeof places, number: number): Promise<() => Promise<Trial>> {
  const boundary = boundaries[number] ?? theEnd
  const project = `${names[victim]}${number}`
  const [first, second] = places[victim]
  const place = number % 2 === 0 ? first : second
  const hit = Promise.withResolvers<void>()
  let isHit = false
  // The cluster stands still until it can know that its word was stored, so nothing is done behind a boundary.
  link.underWay = (isUnderWay) => {
    if (!isHit) signal(system.sandbox.program('cluster-a').pid, isUnderWay ? 'SIGSTOP' : 'SIGCONT')
  }
  link.gate = (at, reports) => {
    const ref = { cluster: 'cluster-a', project, deployment: 'production' }
    if (isHit || at !== place || !areAt(boundary, ref, reports)) return true
    isHit = true
    crash(victim).then(hit.resolve, hit.reject) // ends it before anything else can happen here
    return false
  }
  const id = await changed(alice, 'applyProjectFile', { file: shopFile(project), idempotencyKey: project })
  const follower = new Follower(door, id, { limitMs })
  const ended = follower.all()
  ended.catch(hit.reject)
  await hit.promise
  const atTheKill = await factsOf(project)
  return async () => {
    await ended
    return { project, operation: await finished(alice, id), follower, seen: [atTheKill, await factsOf(project)] }
  }
}

/** One project for each boundary. What is left to do of one after the kill goes on beside the next. */
async function killAtEach(victim: keyof typeof places): Promise<readonly Trial[]> {
  line.delayMs = 5 // what the cluster writes takes a moment, so that nothing behind a boundary gets through before the end
  const ends: (() => Promise<Trial>)[] = []
  try {
    for (const number of boundaries.keys()) ends.push(await killAt(victim, number))
  } finally {
    link.gate = () => true
    link.underWay = () => {}
    line.delayMs = 0
  }
  return Promise.all(ends.map((end) => end()))
}

/** One project. At each boundary the subscriber has been told of it, and of nothing behind it, when the gateway ends. */
async function killGatewayAtEach(): Promise<readonly Trial[]> {
  const project = 'gateway'
  const left = new Set(boundaries)
  const id = await changed(alice, 'applyProjectFile', { file: shopFile(project), idempotencyKey: project })
  const follower = new Follower(door, id, { limitMs })
  const seen: Facts[] = []
  for await (const { change } of follower.changes()) {
    const isEnd = change.type === 'TARGET' && change.targetState === 'SUCCEEDED'
    const key = change.step?.state === 'SUCCEEDED' ? change.step.key : isEnd ? theEnd : null
    if (key === null || !left.delete(key)) continue
    follower.leave()
    await crash('gateway')
    seen.push(await factsOf(project))
  }
  expect([...left]).toEqual([])
  expect(follower.cuts).toBeGreaterThanOrEqual(boundaries.length)
  return [{ project, operation: await finished(alice, id), follower, seen: [...seen, await factsOf(project)] }]
}

const trialsOf = {
  registry: () => killAtEach('registry'),
  'cluster-a': () => killAtEach('cluster-a'),
  gateway: killGatewayAtEach,
} as const satisfies Record<Victim, () => Promise<readonly Trial[]>>

describe.each(['cluster-a', 'registry', 'gateway'] as const)(
  'the %s is killed at every boundary of a step',
  (victim) => {
    let trials: readonly Trial[] = []

    beforeAll(async () => {
      trials = await trialsOf[victim]()
    }, 2 * limitMs)

    test('each operation succeeds, and every step of it is done', () => {
      expect(trials.length).toBe(victim === 'gateway' ? 1 : boundaries.length)
      for (const { operation } of trials) {
        expect(operation.problems).toEqual([])
        expect(operation.state).toBe('SUCCEEDED')
        expect(operation.steps.map(({ key }) => key).toSorted()).toEqual(
          boundaries.filter((key) => key !== theEnd).toSorted(),
        )
        expect(operation.steps.filter(({ state }) => state !== 'SUCCEEDED')).toEqual([])
      }
    })

    test('each deployment is ready, and every object of it is as generated', async () => {
      for (const { project } of trials) {
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
      }
    })

    test('a subscriber that resumed after each cut was told every event once', async () => {
      for (const { follower, operation } of trials) {
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
        const done = steps.filter((step) => step.endsWith(' SUCCEEDED'))
        expect(done).toHaveLength(boundaries.length - 1)
      }
    })

    test('one role and one database exist of each, made once and never given another password', () => {
      for (const { project, seen } of trials) {
        const name = `${project}_production_orders`
        const { roles, databases } = seen.at(-1)?.database ?? { roles: [], databases: [] }
        expect(roles.map((role) => role.name)).toEqual([name])
        expect(databases.map((database) => database.name)).toEqual([name])
        const facts = seen.map(({ database }) => database)
        expect(new Set(facts.flatMap((one) => one.databases.map(({ oid }) => oid))).size).toBe(1)
        const signIns = facts.flatMap((one) => one.roles.map(({ oid, verifier }) => `${oid} ${verifier}`))
        expect(new Set(signIns).size).toBe(1)
      }
    })

    test('the credentials that were injected first are the ones that hold', () => {
      for (const { seen } of trials) {
        const injected = seen.map((facts) => facts.injected).filter((variables) => variables !== null)
        expect(injected[0]?.['DATABASE_SERVER_FULL']).toBeDefined()
        for (const variables of injected) expect(variables).toEqual(injected[0])
      }
    })

    test('each change is one commit and one operation, and sending it again gives the same', async () => {
      for (const { project, operation } of trials) {
        const again = await change(alice, 'applyProjectFile', { file: shopFile(project), idempotencyKey: project })
        expect(again.operation?.id).toBe(operation.id)
        expect(await repository.commitsOf(operation.id)).toHaveLength(1)
        expect(await repository.commits(project)).toHaveLength(1)
        expect(await recordedOperations(system, project)).toBe(1)
      }
    })
  },
)

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

const ways = [
  ['before its commit is made', 'cutbefore', isWriterStarting, { commits: 0, saveState: 'PENDING' }],
  ['between its commit and the word that it is saved', 'cutbetween', isSaving, { commits: 1, saveState: 'PENDING' }],
] as const satisfies readonly (readonly [string, string, (text: string) => boolean, unknown])[]

/** The writer of the branch takes its turn. */
function isWriterStarting(text: string): boolean {
  return text.includes("set_config('lock_timeout'")
}

function isSaving(text: string): boolean {
  return text.includes('update "operations" set "save_state"')
}

describe('the registry is killed on the way of a change', () => {
  test.each(ways)('%s, and the change is made once all the same', async (_where, project, isThere, atTheCut) => {
    const input = { file: draftFile(project), idempotencyKey: project }
    const { promise: cut, resolve } = Promise.withResolvers<void>()
    let isRecorded = false
    registryLine.gate = (text) => {
      isRecorded ||= text.includes('insert into "operations"')
      if (!isRecorded || !isThere(text)) return true
      registryLine.gate = () => true
      void system.sandbox.program('registry').pause().then(resolve)
      return false
    }
    const sent = change(alice, 'applyProjectFile', input).catch(() => null)
    await cut
    expect(await repository.commits(project)).toHaveLength(atTheCut.commits)
    expect(await saveStateOf(system, project)).toBe(atTheCut.saveState)
    system.sandbox.program('registry').resume()
    await sent
    const again = await untilAnswered(() => change(alice, 'applyProjectFile', input))
    expect(again.problems).toEqual([])
    expect((await finished(alice, again.operation?.id ?? '')).state).toBe('SUCCEEDED')
    expect(await repository.commits(project)).toHaveLength(1)
    expect(await recordedOperations(system, project)).toBe(1)
  })
})

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
