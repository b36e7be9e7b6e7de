import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { example } from '../system/example.ts'
import {
  change,
  changed,
  events,
  finished,
  Operation,
  operationFields,
  type Problem,
  type StreamEvent,
} from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { injectedVariables, remainsOf } from '../system/inside.ts'

let system: System
let alice: GraphClient

beforeAll(async () => {
  system = await startSystem()
  alice = await system.as('alice')
})

afterAll(() => system?.stop())

const Deployments = z.object({
  project: z
    .object({
      deployments: z.array(
        z.object({
          name: z.string(),
          cluster: z.object({ name: z.string() }),
          status: z.object({ health: z.string() }),
          addresses: z.array(z.object({ url: z.string().nullable(), state: z.string() })),
          live: z
            .object({
              workloads: z.array(
                z.object({ component: z.string(), state: z.string(), desired: z.number(), ready: z.number() }),
              ),
              objects: z.array(
                z.object({ kind: z.string(), name: z.string(), component: z.string().nullable(), state: z.string() }),
              ),
            })
            .nullable(),
        }),
      ),
    })
    .nullable(),
})

async function deploymentsOf(project: string) {
  const query = `query ($name: String!) { project(name: $name) { deployments {
    name cluster { name } status { health } addresses { url state }
    live { workloads { component state desired ready } objects { kind name component state } }
  } } }`
  return (await alice.get(Deployments, query, { name: project })).project?.deployments ?? []
}

/** Follows an operation until each of its targets waits for something; answers why. */
async function untilAllWait(id: string): Promise<readonly Problem[]> {
  for await (const _ of events(alice, id)) {
    const { operation } = await alice.get(
      z.object({ operation: Operation }),
      `query ($id: ID!) { operation(id: $id) ${operationFields} }`,
      { id },
    )
    const problems = operation.targets.flatMap(({ waitingFor }) => waitingFor?.problem ?? [])
    if (problems.length === operation.targets.length) return problems
  }
  throw new Error('the operation ended without waiting')
}

describe('a project file becomes running deployments in two clusters', () => {
  test('a deployment whose secret has no value waits and says how to go on', async () => {
    const id = await changed(alice, 'applyProjectFile', { file: await example('webshop.yaml') })
    const problems = await untilAllWait(id)
    expect(problems.map((problem) => [problem.code, problem.remedies[0]?.mutation])).toEqual([
      ['SECRET_MISSING', 'setSecret'],
      ['SECRET_MISSING', 'setSecret'],
    ])
  })

  test('with the secret both clusters are set up, and every step arrives by subscription', async () => {
    const id = await changed(alice, 'setSecret', {
      project: 'webshop',
      component: 'api',
      name: 'PAYMENT_KEY',
      value: 'planted-payment-key',
    })
    const seen: StreamEvent[] = []
    for await (const event of events(alice, id)) seen.push(event)
    const operation = await finished(alice, id)
    expect(operation.problems).toEqual([])
    expect(operation.state).toBe('SUCCEEDED')
    const ended = seen
      .filter((event) => event.change.step?.state === 'SUCCEEDED')
      .map((event) => event.change.step?.key)
    expect(new Set(ended)).toEqual(new Set(operation.steps.map((step) => step.key)))
    expect(operation.steps.map((step) => step.key)).toEqual(
      expect.arrayContaining([
        'production/orders/database',
        'production/web/rollout',
        'staging/orders/database',
        'staging/api/rollout',
      ]),
    )
    expect(seen.at(-1)?.change).toMatchObject({ type: 'STATE', state: 'SUCCEEDED' })
  })

  test('one query shows the whole project over both clusters, live', async () => {
    const deployments = await deploymentsOf('webshop')
    expect(deployments.map(({ name, cluster }) => [name, cluster.name])).toEqual([
      ['production', 'cluster-a'],
      ['staging', 'cluster-b'],
    ])
    const [production, staging] = deployments
    expect(
      production?.live?.workloads.map(({ component, state, desired, ready }) => [component, state, desired, ready]),
    ).toEqual([
      ['api', 'READY', 1, 1],
      ['web', 'READY', 3, 3],
      ['worker', 'READY', 1, 1],
    ])
    expect(staging?.live?.workloads.map(({ component }) => component)).toEqual(['api', 'web'])
    expect(production?.addresses.every((address) => address.state === 'WORKING')).toBe(true)
    expect(production?.live?.objects.every((object) => object.state === 'IN_SYNC')).toBe(true)
  })

  test('what is injected signs in to the real database and writes there', async () => {
    for (const [cluster, deployment] of [
      ['cluster-a', 'production'],
      ['cluster-b', 'staging'],
    ] as const) {
      const variables = await injectedVariables(system, { cluster, project: 'webshop', deployment }, 'api')
      const url = variables['DATABASE_SERVER_FULL']
      expect(url).toBeDefined()
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        await client.query('create table parks (name text)')
        await client.query('insert into parks values ($1)', [deployment])
        const { rows } = await client.query('select name, current_user as who, current_schema() as schema from parks')
        expect(rows).toEqual([
          { name: deployment, who: variables['DATABASE_SERVER_USER'], schema: variables['DATABASE_SCHEMA'] },
        ])
      } finally {
        await client.end()
      }
    }
  })

  test('a database of one deployment refuses the credentials of another', async () => {
    const production = await injectedVariables(
      system,
      { cluster: 'cluster-a', project: 'webshop', deployment: 'production' },
      'api',
    )
    const staging = await injectedVariables(
      system,
      { cluster: 'cluster-b', project: 'webshop', deployment: 'staging' },
      'api',
    )
    const url = new URL(production['DATABASE_SERVER_FULL'] ?? '')
    url.pathname = `/${staging['DATABASE_DB']}`
    const client = new pg.Client({ connectionString: url.href })
    await expect(client.connect()).rejects.toMatchObject({ code: '42501' })
  })
})

describe('changes of a project that runs', () => {
  test('the same file again changes nothing', async () => {
    const before = await alice.get(
      z.object({ project: z.object({ revision: z.string(), file: z.string() }) }),
      '{ project(name: "webshop") { revision file } }',
    )
    const again = await change(alice, 'applyProjectFile', { file: before.project.file })
    expect(again.problems).toEqual([])
    expect(again.project?.revision).toBe(before.project.revision)
  })

  test('a deployment that fails is explained with fault, last log lines and remedy', async () => {
    const id = await changed(alice, 'setImage', {
      project: 'webshop',
      component: 'worker',
      image: 'ghcr.io/example/webshop-api:crash',
    })
    const operation = await finished(alice, id)
    expect(operation.state).toBe('FAILED')
    const failed = operation.targets.find((target) => target.state === 'FAILED')
    expect(failed?.problems[0]).toMatchObject({ code: 'CRASH_LOOP', fault: 'APPLICATION' })
    expect(failed?.problems[0]?.remedies.length).toBeGreaterThan(0)
  })

  test('a removed component is gone from its clusters', async () => {
    const id = await changed(alice, 'removeComponent', { project: 'webshop', component: 'worker' })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    for (const deployment of await deploymentsOf('webshop')) {
      expect(deployment.live?.objects.filter((object) => object.component === 'worker')).toEqual([])
      expect(deployment.live?.workloads.map(({ component }) => component)).toEqual(['api', 'web'])
    }
  })

  test('everything is there again after a restart of the whole system, and nothing is made twice', async () => {
    const before = await injectedVariables(
      system,
      { cluster: 'cluster-a', project: 'webshop', deployment: 'production' },
      'api',
    )
    await system.restart()
    alice = await system.as('alice')
    const after = await injectedVariables(
      system,
      { cluster: 'cluster-a', project: 'webshop', deployment: 'production' },
      'api',
    )
    expect(after).toEqual(before)
    const id = await changed(alice, 'refreshDeployment', { project: 'webshop', deployment: 'production' })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    const [production] = await deploymentsOf('webshop')
    expect(production?.live?.workloads.every((workload) => workload.state === 'READY')).toBe(true)
  })

  test('deleting asks for confirmation first, and names what would be lost', async () => {
    const refused = await change(alice, 'deleteProject', { project: 'webshop' })
    expect(refused.problems.map((problem) => problem.code)).toContain('DATA_LOSS')
  })

  test('a deleted project leaves nothing in any backend once its retained data is purged', async () => {
    const id = await changed(alice, 'deleteProject', { project: 'webshop', confirm: 'webshop' })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    const Retained = z.object({
      project: z.object({ retained: z.array(z.object({ deployment: z.string(), service: z.string() })) }).nullable(),
    })
    const { project } = await alice.get(Retained, '{ project(name: "webshop") { retained { deployment service } } }')
    expect(project?.retained.map(({ deployment, service }) => `${deployment}/${service}`).sort()).toEqual(
      expect.arrayContaining(['production/orders', 'staging/orders']),
    )
    for (const { deployment, service } of project?.retained ?? []) {
      const purge = await changed(alice, 'purgeRetained', { project: 'webshop', deployment, service, confirm: service })
      expect((await finished(alice, purge)).state).toBe('SUCCEEDED')
    }
    expect(await remainsOf(system, 'webshop')).toEqual([])
  })
})

describe('the other example files', () => {
  test.each(['brochure.yaml', 'registers.yaml'])('%s applies unchanged and gets ready', async (name) => {
    const carol = await system.as('carol')
    const id = await changed(carol, 'applyProjectFile', { file: await example(name) })
    const operation = await finished(carol, id)
    expect(operation.problems).toEqual([])
    expect(operation.state).toBe('SUCCEEDED')
  })

  test('a file of the older format is imported, applies and gets ready', async () => {
    const Imported = z.object({
      importProjectFile: z.object({
        valid: z.boolean(),
        file: z.string(),
        mapped: z.array(z.object({ from: z.array(z.string()) })),
        notCarriedOver: z.array(z.object({ path: z.array(z.string()), reason: z.string() })),
      }),
    })
    const query = `query ($file: String!) { importProjectFile(input: { file: $file }) {
      valid file mapped { from } notCarriedOver { path reason }
    } }`
    const { importProjectFile } = await alice.get(Imported, query, { file: await example('older-format.yaml') })
    expect(importProjectFile).toMatchObject({ valid: true })
    expect(importProjectFile.mapped.map(({ from }) => from[0])).toContain('deployments')
    expect(importProjectFile.notCarriedOver.map(({ path }) => path[0])).toContain('repositories')
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file: importProjectFile.file }))
    expect(operation.problems).toEqual([])
    expect(operation.state).toBe('SUCCEEDED')
  })
})
