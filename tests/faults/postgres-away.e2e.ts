import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { change, changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { databaseFacts, recordedOperations, storedEvents } from './facts.ts'
import { Follower, type Door } from './follower.ts'
import { Line } from '@operations-manager/testbed/line/line.ts'
import { Repository } from './repository.ts'
import { draftFile, shopFile } from './shop.ts'

const outageMs = 10_000

let system: System
let alice: GraphClient
let door: Door
let line: Line
let repository: Repository

beforeAll(async () => {
  system = await startSystem({
    settings: async (ports) => {
      line = await Line.open(ports.postgres)
      return { postgresPorts: { registry: line.port }, restartAfterMs: 100 }
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

const mutation = `mutation ($input: ApplyProjectFileInput!) {
  change: applyProjectFile(input: $input) { operation { id state } problems { code message } }
}`
const Answered = z.object({
  data: z
    .looseObject({
      change: z
        .object({
          operation: z.object({ id: z.string(), state: z.string() }).nullable(),
          problems: z.array(z.object({ code: z.string(), message: z.string() })),
        })
        .nullable(),
    })
    .nullish(),
  errors: z
    .array(
      z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string().optional() }).optional() }),
    )
    .optional(),
})

describe("the registry's PostgreSQL is away for ten seconds while a project is set up", () => {
  let operation: string
  let follower: Follower
  let reading: Promise<unknown>
  let refusals: { code: string; message: string; tookMs: number }[] = []
  let isAnswering = true

  beforeAll(async () => {
    await changed(alice, 'applyProjectFile', { file: draftFile('before') })
    operation = await changed(alice, 'applyProjectFile', { file: shopFile('shop') })
    follower = new Follower(door, operation)
    const running = Promise.withResolvers<void>()
    reading = (async () => {
      for await (const {
        change: { step },
      } of follower.changes())
        if (step?.state === 'RUNNING') running.resolve()
    })()
    await Promise.race([running.promise, reading])
    line.cut()
    try {
      const until = Date.now() + outageMs
      while (Date.now() < until) {
        const sent = Date.now()
        const input = { file: draftFile('meanwhile'), idempotencyKey: 'meanwhile' }
        const answer = Answered.parse(await alice.ask(mutation, { input }))
        const [error] = answer.errors ?? []
        const [problem] = answer.data?.change?.problems ?? []
        const code = error?.extensions?.code ?? problem?.code ?? 'NONE'
        refusals.push({ code, message: error?.message ?? problem?.message ?? '', tookMs: Date.now() - sent })
        await delay(100)
      }
    } finally {
      line.mend()
    }
    isAnswering = system.sandbox.program('registry').pid !== undefined
  }, 60_000)

  test('a change made meanwhile is refused with a reason, soon, and nothing of it is kept', async () => {
    expect(line.refused).toBeGreaterThan(0)
    expect(refusals.length).toBeGreaterThan(1)
    expect(new Set(refusals.map(({ code, message }) => `${code}: ${message}`))).toEqual(
      new Set([
        'UNAVAILABLE: The database of the registry cannot be reached. Nothing was lost; try again in a moment.',
      ]),
    )
    expect(Math.max(...refusals.map(({ tookMs }) => tookMs))).toBeLessThan(8_000)
    expect(isAnswering).toBe(true)
  })

  test('sent again afterwards it is made, once', async () => {
    const input = { file: draftFile('meanwhile'), idempotencyKey: 'meanwhile' }
    await expect
      .poll(
        () =>
          change(alice, 'applyProjectFile', input).then(
            ({ problems }) => problems,
            () => null,
          ),
        {
          timeout: 30_000,
          interval: 200,
        },
      )
      .toEqual([])
    const { operation: id } = await change(alice, 'applyProjectFile', input)
    expect((await finished(alice, id?.id ?? '')).state).toBe('SUCCEEDED')
    expect(await repository.commits('meanwhile')).toHaveLength(1)
    expect(await recordedOperations(system, 'meanwhile')).toBe(1)
  })

  test('what was on its way is completed, and its subscriber was told every event once', async () => {
    expect((await finished(alice, operation)).state).toBe('SUCCEEDED')
    await reading
    const start = follower.start ?? ''
    expect(follower.told).toEqual(await new Follower(door, operation, { after: start }).all())
    expect(follower.told).toHaveLength((await storedEvents(system, operation, start)).length)
    const { roles, databases } = await databaseFacts(system, 'shop')
    expect(roles.map(({ name }) => name)).toEqual(['shop_production_orders'])
    expect(databases.map(({ name }) => name)).toEqual(['shop_production_orders'])
  })

  test('what was saved before is as it was', async () => {
    const Files = z.object({ project: z.object({ file: z.string() }) })
    const { project } = await alice.get(Files, '{ project(name: "before") { file } }')
    expect(project.file).toBe(await repository.file('before'))
  })
})
