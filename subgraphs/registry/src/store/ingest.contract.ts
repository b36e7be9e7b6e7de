import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { Report, StepReport } from '@operations-manager/schema/link/messages.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { registerCluster, readCluster } from './clusters.ts'
import { endWish, putWish, readDeployment } from './deployments.ts'
import { ForeignReport, ingestReports } from './ingest.ts'
import { markSaved, readOperation, recordOperation } from './operations.ts'
import { markProjectDeleted, putProject, readProject } from './projects.ts'
import { putTombstone, readOpenTombstones, readRetained } from './removals.ts'
import {
  aDatabase,
  anOperation,
  aStatus,
  aStep,
  aTarget,
  aTargetReport,
  aWish,
  shop,
  shopStaging,
  type TestDatabase,
  writeAudited as write,
} from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  for (const table of [
    'operations',
    'deployments',
    'events',
    'tombstones',
    'retainedData',
    'projects',
    'clusters',
  ] as const) {
    await write(database.db, (tx) => tx.db.deleteFrom(table).execute())
  }
})
afterAll(() => database.drop())

const db = () => database.db
const ingest = (...reports: Report[]) => ingestReports(db(), 'cluster-a', reports)
const eventsOf = (type: string) =>
  db()
    .selectFrom('events')
    .selectAll()
    .orderBy('cursor')
    .execute()
    .then((rows) => rows.filter((row) => row.change.type === type))

async function anOperationUnderWay(more: Parameters<typeof anOperation>[0] = {}) {
  const operation = anOperation(more)
  await write(db(), (write) => recordOperation(write, operation))
  return operation
}

test('a step is stored once however often and in whatever batches it is reported', async () => {
  const states = ['RUNNING', 'WAITING', 'SUCCEEDED'] as const
  const all: StepReport[] = ['a', 'b'].flatMap((step) =>
    states.map((state, second) =>
      aStep({ step, state, at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() }),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(all.length)), async (cuts) => {
      const operation = await anOperationUnderWay()
      const reports = all.map((report) => ({ ...report, operation: operation.id }))
      await db().deleteFrom('events').execute()
      // The reports in order, and again from some earlier place each time the link broke.
      for (const cut of [...cuts, all.length]) await ingest(...reports.slice(0, cut))
      const view = (await readOperation(db(), operation.id))!
      expect(view.steps.map(({ step, state }) => [step, state])).toEqual([
        ['a', 'SUCCEEDED'],
        ['b', 'SUCCEEDED'],
      ])
      const told = (await eventsOf('step')).map(({ change }) =>
        change.type === 'step' ? `${change.step} ${change.state}` : '',
      )
      expect(told).toHaveLength(new Set(told).size)
      expect(told).toContain('a SUCCEEDED')
      expect(told).toContain('b SUCCEEDED')
    }),
    { numRuns: 15 },
  )
})

test('two links of one cluster that report the same at the same time store it once', async () => {
  const operation = await anOperationUnderWay()
  const reports = [aStep({ operation: operation.id }), aTargetReport({ operation: operation.id })]
  await Promise.all(Array.from({ length: 8 }, () => ingest(...reports)))
  expect(await eventsOf('step')).toHaveLength(1)
  expect(await eventsOf('target')).toHaveLength(1)
})

test('a report about another cluster refuses the whole message', async () => {
  const operation = await anOperationUnderWay()
  const foreign = aStep({ operation: operation.id, deployment: shopStaging })
  await expect(ingest(aStep({ operation: operation.id }), foreign)).rejects.toBeInstanceOf(ForeignReport)
  await expect(ingest(aStep({ deployment: 'nonsense' }))).rejects.toBeInstanceOf(ForeignReport)
  expect((await readOperation(db(), operation.id))!.steps).toEqual([])
  expect(await eventsOf('step')).toEqual([])
})

test('a tombstone of another cluster cannot be reported done', async () => {
  const operation = await anOperationUnderWay()
  const id = await write(db(), (write) =>
    putTombstone(write, {
      cluster: 'cluster-b',
      project: 'shop',
      deployment: shopStaging,
      service: null,
      operation: operation.id,
      confirmedBy: 'alice',
      deletion: {},
      purge: false,
    }),
  )
  const done: Report = { type: 'tombstone', id, state: 'DONE', at: '2026-01-01T10:00:00Z', retained: [] }
  await expect(ingest(done)).rejects.toBeInstanceOf(ForeignReport)
  expect(await readOpenTombstones(db(), 'cluster-b')).toHaveLength(1)
})

test('reports about operations, generations and removals that nobody knows are taken and change nothing', async () => {
  const operation = await anOperationUnderWay()
  await ingest(
    aStep({ operation: 'unknown' }),
    aTargetReport({ operation: 'unknown' }),
    aStep({ operation: operation.id, generation: 'other' }),
    aTargetReport({ operation: operation.id, generation: 'other', state: 'SUCCEEDED' }),
    { type: 'tombstone', id: randomUUID(), state: 'DONE', at: '2026-01-01T10:00:00Z', retained: [] },
    aStatus(),
  )
  expect(await readOperation(db(), operation.id)).toMatchObject({ operation: { state: 'SAVED' }, steps: [] })
})

test('one operation cannot be reported about in a deployment that is no target of it', async () => {
  const operation = await anOperationUnderWay({ targets: [aTarget({ deployment: shopStaging })] })
  await ingest(aTargetReport({ operation: operation.id, state: 'SUCCEEDED' }), aStep({ operation: operation.id }))
  expect(await readOperation(db(), operation.id)).toMatchObject({ operation: { state: 'SAVED' }, steps: [] })
})

test('a target that is taken supersedes the older open ones of its deployment, and only those', async () => {
  const done = await anOperationUnderWay()
  await ingest(aTargetReport({ operation: done.id, state: 'SUCCEEDED' }))
  const older = await anOperationUnderWay({ targets: [aTarget(), aTarget({ deployment: shopStaging })] })
  const newer = await anOperationUnderWay({ targets: [aTarget({ generation: 'g2' })] })
  await ingest(aTargetReport({ operation: newer.id, generation: 'g2', state: 'QUEUED' }))
  const view = (await readOperation(db(), older.id))!
  expect(view.targets).toMatchObject(
    [
      { deployment: shop, state: 'SUPERSEDED', supersededBy: newer.id },
      { deployment: shopStaging, state: 'SAVED' },
    ].sort((a, b) => (a.deployment < b.deployment ? -1 : 1)),
  )
  expect(view.operation.state).toBe('SAVED')
  expect((await readOperation(db(), done.id))!.operation.state).toBe('SUCCEEDED')
  expect((await readOperation(db(), newer.id))!.operation.state).toBe('QUEUED')
  // The old wish's last words come late.
  await ingest(aTargetReport({ operation: older.id, state: 'SUCCEEDED' }))
  expect((await readOperation(db(), older.id))!.targets.find((target) => target.deployment === shop)?.state).toBe(
    'SUPERSEDED',
  )
})

test('the last words about an older wish in the same message do not bring it back', async () => {
  const older = await anOperationUnderWay()
  const newer = await anOperationUnderWay()
  await ingest(
    aTargetReport({ operation: newer.id, state: 'QUEUED' }),
    aTargetReport({ operation: older.id, state: 'RUNNING' }),
  )
  expect((await readOperation(db(), older.id))!.operation.state).toBe('SUPERSEDED')
})

test('the order of the commits counts, not that of the requests', async () => {
  const first = anOperation({ saving: 'commit', targets: [] })
  await write(db(), (write) => recordOperation(write, first))
  const second = await anOperationUnderWay()
  await ingest(aTargetReport({ operation: second.id, state: 'RUNNING' }))
  const targets = [aTarget({ generation: 'g2' })]
  await write(db(), (write) => markSaved(write, { operation: first.id, revision: 'r2', targets }))
  await ingest(aTargetReport({ operation: first.id, generation: 'g2', state: 'RUNNING' }))
  expect((await readOperation(db(), second.id))!.operation.state).toBe('SUPERSEDED')
  expect((await readOperation(db(), first.id))!.operation.state).toBe('RUNNING')
})

test('odd signs and clocks of a cluster keep nothing from being stored', async () => {
  const operation = await anOperationUnderWay()
  await write(db(), (write) => putWish(write, aWish()))
  const odd = 'zero \u0000, half \ud800, and \\u0000 as text'
  await ingest(
    aStep({ operation: operation.id, message: odd, title: odd, at: 'yesterday' }),
    aStep({
      operation: operation.id,
      step: 'b',
      at: '9999-01-01T00:00:00Z',
      problem: problem('CRASH_LOOP', odd, { details: { [odd]: odd } }),
    }),
    aStatus({ headline: odd, observedAt: 'now' }),
    { type: 'event', id: odd, deployment: shop, at: '', kind: 'POD_FAILED', message: odd },
  )
  const clean = 'zero \ufffd, half \ufffd, and \\u0000 as text'
  const steps = (await readOperation(db(), operation.id))!.steps
  expect(steps).toMatchObject([{ message: clean }, { problem: { message: clean, details: { [clean]: clean } } }])
  expect(Math.max(...steps.map((step) => step.at.getTime()))).toBeLessThan(Date.now() + 60_000)
  expect(await readDeployment(db(), shop)).toMatchObject({ status: { headline: clean } })
})

test('a final target never changes, and history is not rewritten', async () => {
  const operation = await anOperationUnderWay()
  await ingest(aTargetReport({ operation: operation.id, state: 'FAILED' }))
  await ingest(
    aTargetReport({ operation: operation.id, state: 'SUCCEEDED' }),
    aTargetReport({ operation: operation.id }),
  )
  const view = (await readOperation(db(), operation.id))!
  expect(view.operation).toMatchObject({ state: 'FAILED' })
  expect(view.operation.finishedAt).not.toBeNull()
})

test('a step of a target that has ended stays as it was, whatever a backend that started again says', async () => {
  const operation = await anOperationUnderWay()
  const done = aStep({ operation: operation.id, attempt: 1, state: 'SUCCEEDED' })
  await ingest(done, aTargetReport({ operation: operation.id, state: 'SUCCEEDED' }))
  const before = (await readOperation(db(), operation.id))!.steps
  const events = await eventsOf('step')
  await ingest({ ...done, attempt: 2, state: 'RUNNING', message: 'Once more.' }, { ...done, attempt: 2 })
  expect((await readOperation(db(), operation.id))!.steps).toEqual(before)
  expect(await eventsOf('step')).toEqual(events)
  expect(before.find((step) => step.step === done.step)).toMatchObject({ attempt: 1, state: 'SUCCEEDED' })
})

test('a backend that started over with fewer attempts than were stored ends the step all the same', async () => {
  const operation = await anOperationUnderWay()
  const step = aStep({ operation: operation.id, attempt: 2 })
  await ingest(step)
  const done = { ...step, attempt: 1, state: 'SUCCEEDED', at: '2026-01-01T10:00:30.000Z' } as const
  await ingest(done, aTargetReport({ operation: operation.id, state: 'SUCCEEDED' }))
  const { steps } = (await readOperation(db(), operation.id))!
  expect(steps.find((one) => one.step === step.step)).toMatchObject({ attempt: 2, state: 'SUCCEEDED' })
  expect((await eventsOf('step')).at(-1)).toMatchObject({ change: { attempt: 2, state: 'SUCCEEDED' } })
})

test('the newest status stands, and an event tells only what people would see', async () => {
  await write(db(), (write) => putWish(write, aWish()))
  await ingest(aStatus({ observedAt: '2026-01-01T10:00:01Z' }))
  await ingest(aStatus({ observedAt: '2026-01-01T10:00:09Z' }))
  await ingest(aStatus({ observedAt: '2026-01-01T10:00:05Z', health: 'FAILED' }))
  expect(await readDeployment(db(), shop)).toMatchObject({
    status: { health: 'READY' },
    statusAt: new Date('2026-01-01T10:00:09Z'),
  })
  expect(await eventsOf('status')).toHaveLength(1)
  await ingest(aStatus({ observedAt: '2026-01-01T10:00:10Z', health: 'DEGRADED' }))
  expect(await eventsOf('status')).toHaveLength(2)
})

test('a deployment event is stored once by its id', async () => {
  const event = {
    type: 'event',
    id: randomUUID(),
    deployment: shop,
    at: '2026-01-01T10:00:00Z',
    kind: 'DRIFT_HEALED',
    message: 'Put back.',
  } as const
  await ingest(event, event)
  await ingest(event)
  expect(await eventsOf('deployment')).toMatchObject([{ project: 'shop', deployment: shop }])
})

test('orphans are the last list, with an event when it changed', async () => {
  await write(db(), (write) =>
    registerCluster(write, {
      name: 'cluster-a',
      typeName: 'ClusterADeployment',
      address: 'link:',
      projects: null,
      joinTokenHash: null,
      joinTokenExpiresAt: null,
      publicKey: null,
    }),
  )
  const orphan = { backend: 'postgresql', kind: 'role', name: 'x', namespace: null }
  const report = (orphaned: (typeof orphan)[]) => ({ type: 'orphans', at: '2026-01-01T10:00:00Z', orphaned }) as const
  await ingest(report([orphan]))
  await ingest(report([orphan]))
  expect((await readCluster(db(), 'cluster-a'))?.orphaned).toEqual([orphan])
  await ingest(report([]))
  expect((await eventsOf('orphans')).map(({ change }) => change)).toEqual([
    { type: 'orphans', count: 1 },
    { type: 'orphans', count: 0 },
  ])
})

test('a removal ends its target, leaves what is retained, and frees the name when nothing is left', async () => {
  await write(db(), (write) =>
    putProject(write, { name: 'shop', displayName: 'Shop', revision: 'r1', file: 'x', members: [] }),
  )
  const operation = await anOperationUnderWay({ kind: 'DELETE_PROJECT' })
  const id = await write(db(), async (write) => {
    await putWish(write, aWish({ operation: operation.id }))
    await markProjectDeleted(write, 'shop', 'r2')
    await endWish(write, shop, operation.id)
    return putTombstone(write, {
      cluster: 'cluster-a',
      project: 'shop',
      deployment: shop,
      service: null,
      operation: operation.id,
      confirmedBy: 'alice',
      deletion: { orders: 'retain' },
      purge: false,
    })
  })
  const report: Extract<Report, { type: 'tombstone' }> = {
    type: 'tombstone',
    id,
    state: 'TAKEN',
    at: '2026-01-01T10:00:00Z',
    retained: [],
  }
  await ingest(report)
  expect((await readOperation(db(), operation.id))!.operation.state).toBe('QUEUED')
  expect(await readDeployment(db(), shop)).toMatchObject({ wished: false })
  const retained = [{ service: 'orders', type: 'postgresql', name: 'shop_orders', until: '2026-01-08T10:00:00Z' }]
  const done: Report = { ...report, state: 'DONE', retained }
  await ingest(done)
  await ingest(done, report)
  expect((await readOperation(db(), operation.id))!.operation.state).toBe('SUCCEEDED')
  expect(await readDeployment(db(), shop)).toBeNull()
  expect(await readOpenTombstones(db(), 'cluster-a')).toEqual([])
  expect((await readRetained(db(), ['shop'])).get('shop')).toMatchObject([{ service: 'orders', name: 'shop_orders' }])
  // Still readable, because data of it is kept; a purge takes the last of it.
  expect(await readProject(db(), 'shop')).not.toBeNull()
  const purge = await write(db(), (write) =>
    putTombstone(write, {
      cluster: 'cluster-a',
      project: 'shop',
      deployment: shop,
      service: 'orders',
      operation: operation.id,
      confirmedBy: 'alice',
      deletion: {},
      purge: true,
    }),
  )
  await ingest({ ...report, id: purge, state: 'DONE' })
  expect((await readRetained(db(), ['shop'])).get('shop')).toBeUndefined()
  expect(await readProject(db(), 'shop')).toBeNull()
})

test('a deployment that was put back before its removal was done stays', async () => {
  const operation = await anOperationUnderWay()
  const id = await write(db(), (write) =>
    putTombstone(write, {
      cluster: 'cluster-a',
      project: 'shop',
      deployment: shop,
      service: null,
      operation: operation.id,
      confirmedBy: 'alice',
      deletion: {},
      purge: false,
    }),
  )
  await write(db(), (write) => putWish(write, aWish()))
  await ingest({ type: 'tombstone', id, state: 'DONE', at: '2026-01-01T10:00:00Z', retained: [] })
  expect(await readDeployment(db(), shop)).toMatchObject({ wished: true })
})

test('hundreds of reports a second are little work', async () => {
  const operation = await anOperationUnderWay()
  const reports = Array.from({ length: 1_000 }, (_, index) =>
    aStep({ operation: operation.id, step: `production/s${index}` }),
  )
  const start = performance.now()
  for (let from = 0; from < reports.length; from += 50) await ingest(...reports.slice(from, from + 50))
  const seconds = (performance.now() - start) / 1_000
  expect(await eventsOf('step')).toHaveLength(1_000)
  expect(1_000 / seconds).toBeGreaterThan(200)
})
