import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { putWish, readAttempts, readDeployment } from './deployments.ts'
import { ingestReports } from './ingest.ts'
import { newOperationId } from './operation-id.ts'
import {
  listOperations,
  listUnsaved,
  markSaved,
  markUnsaved,
  readOperation,
  recordOperation,
  setOperationWaiting,
} from './operations.ts'
import { putTombstone, readOpenTombstones } from './removals.ts'
import { cancelOperation, retryOperation } from './requests.ts'
import {
  aDatabase,
  anOperation,
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
const caller = { type: 'platform' } as const

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  for (const table of ['operations', 'deployments', 'events', 'tombstones', 'idempotencyKeys'] as const) {
    await write(database.db, (tx) => tx.db.deleteFrom(table).execute())
  }
})
afterAll(() => database.drop())

const db = () => database.db
const record = (operation = anOperation()) => write(db(), (write) => recordOperation(write, operation))
const stateOf = async (id: string) => (await readOperation(db(), id))?.operation.state
const targetsOf = async (id: string) =>
  Object.fromEntries((await readOperation(db(), id))!.targets.map((target) => [target.deployment, target.state]))

/** A saved operation whose wish stands. */
async function aRunningOperation(more: Parameters<typeof anOperation>[0] = {}) {
  const operation = anOperation(more)
  await write(db(), async (write) => {
    await recordOperation(write, operation)
    for (const { deployment, generation } of operation.targets) {
      await putWish(write, aWish({ id: deployment, generation, operation: operation.id }))
    }
  })
  return operation
}

test('an intent is RECORDED until its commit is in the branch, then it has the targets of the commit', async () => {
  const operation = anOperation({ saving: 'commit' })
  await record(operation)
  expect(await stateOf(operation.id)).toBe('RECORDED')
  expect((await listUnsaved(db(), new Date(Date.now() + 1_000))).map((row) => row.id)).toEqual([operation.id])
  const saved = { operation: operation.id, revision: 'r2', targets: [aTarget({ generation: 'g2' })] }
  await write(db(), (write) => markSaved(write, saved))
  const view = await readOperation(db(), operation.id)
  expect(view).toMatchObject({
    operation: { state: 'SAVED', revision: 'r2' },
    targets: [{ generation: 'g2', state: 'SAVED' }],
  })
  expect(await listUnsaved(db(), new Date(Date.now() + 1_000))).toEqual([])
})

test('saving twice changes nothing, not even what the cluster did meanwhile', async () => {
  const operation = anOperation({ saving: 'commit' })
  await record(operation)
  const saved = { operation: operation.id, revision: 'r1', targets: [aTarget()] }
  await write(db(), (write) => markSaved(write, saved))
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: operation.id })])
  await write(db(), (write) => markSaved(write, saved))
  await write(db(), (write) => markUnsaved(write, { operation: operation.id, problems: [problem('CONFLICT', 'x')] }))
  expect(await stateOf(operation.id)).toBe('RUNNING')
})

test('a commit that cannot be made ends the operation with its problems', async () => {
  const operation = anOperation({ saving: 'commit' })
  await record(operation)
  const waitingFor = { on: 'repository', message: 'The repository does not answer.', problem: null }
  await write(db(), (write) => setOperationWaiting(write, operation.id, waitingFor))
  expect((await readOperation(db(), operation.id))?.operation.waitingFor).toEqual(waitingFor)
  await write(db(), (write) =>
    markUnsaved(write, { operation: operation.id, problems: [problem('CONFLICT', 'Moved on.')] }),
  )
  const row = (await readOperation(db(), operation.id))!.operation
  expect(row).toMatchObject({ state: 'FAILED', waitingFor: null, problems: [{ code: 'CONFLICT' }] })
  expect(row.finishedAt).not.toBeNull()
})

test('an operation without targets has succeeded as soon as it is saved', async () => {
  const operation = anOperation({ targets: [] })
  await record(operation)
  expect((await readOperation(db(), operation.id))!.operation).toMatchObject({ state: 'SUCCEEDED' })
})

test('the same key is the same operation, with another input it is refused, for another caller it is another', async () => {
  const key = { caller: 'alice', key: 'k', inputHash: 'h' }
  const first = anOperation({ idempotencyKey: key })
  expect(await record(first)).toEqual({ type: 'new' })
  expect(await record(anOperation({ idempotencyKey: key }))).toEqual({ type: 'known', operation: first.id })
  expect(await record(anOperation({ idempotencyKey: { ...key, inputHash: 'other' } }))).toEqual({
    type: 'reused',
    operation: first.id,
  })
  expect(await record(anOperation({ idempotencyKey: { ...key, caller: 'bob' } }))).toEqual({ type: 'new' })
})

test('twenty requests with one key at the same time make one operation', async () => {
  const key = { caller: 'alice', key: 'twins', inputHash: 'h' }
  const claims = await Promise.all(Array.from({ length: 20 }, () => record(anOperation({ idempotencyKey: key }))))
  expect(claims.filter((claim) => claim.type === 'new')).toHaveLength(1)
  expect((await listOperations(db(), { project: 'shop' }, { first: 50, after: null })).rows).toHaveLength(1)
})

test('a key is free again after a day', async () => {
  const key = { caller: 'alice', key: 'old', inputHash: 'h' }
  await record(anOperation({ idempotencyKey: key }))
  await db()
    .updateTable('idempotencyKeys')
    .set({ expiresAt: new Date(0) })
    .execute()
  expect(await record(anOperation({ idempotencyKey: { ...key, inputHash: 'new' } }))).toEqual({ type: 'new' })
})

test('lists page by cursor, the newest first, and filter by state and deployment', async () => {
  const ids: string[] = []
  for (let number = 0; number < 5; number += 1) {
    const operation = anOperation({
      id: newOperationId(1_700_000_000_000 + number),
      targets: number === 2 ? [] : [aTarget()],
    })
    ids.unshift(operation.id)
    await record(operation)
  }
  const first = await listOperations(db(), { project: 'shop' }, { first: 3, after: null })
  const second = await listOperations(db(), { project: 'shop' }, { first: 3, after: first.rows.at(-1)!.id })
  expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(ids)
  expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false])
  const page = { first: 10, after: null }
  expect(
    (await listOperations(db(), { project: 'shop', states: ['SUCCEEDED'] }, page)).rows.map((row) => row.id),
  ).toEqual([ids[2]])
  expect((await listOperations(db(), { deployment: shop }, page)).rows).toHaveLength(4)
  expect((await listOperations(db(), { project: 'other' }, page)).rows).toEqual([])
})

test('cancelling ends what no cluster took, and holds what one did until it says where it stopped', async () => {
  const targets = [aTarget(), aTarget({ deployment: shopStaging })]
  const operation = await aRunningOperation({ targets })
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: operation.id })])
  const result = await write(db(), (write) => cancelOperation(write, operation.id))
  expect(result).toEqual({ type: 'cancelled', deployments: expect.arrayContaining([shop, shopStaging]) })
  expect(await targetsOf(operation.id)).toEqual({ [shop]: 'RUNNING', [shopStaging]: 'CANCELLED' })
  expect(await readDeployment(db(), shop)).toMatchObject({ held: true, generation: 'g1' })
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: operation.id, state: 'CANCELLED' })])
  expect(await stateOf(operation.id)).toBe('CANCELLED')
  expect(await write(db(), (write) => cancelOperation(write, operation.id))).toEqual({ type: 'not-open' })
})

test('cancelling an older operation does not hold a newer wish', async () => {
  const older = await aRunningOperation()
  const newer = await aRunningOperation({ targets: [aTarget({ generation: 'g2' })] })
  await write(db(), (write) => cancelOperation(write, older.id))
  expect(await readDeployment(db(), shop)).toMatchObject({ held: false, operation: newer.id })
})

test('what is only recorded, and what nobody knows, cannot be cancelled', async () => {
  const operation = anOperation({ saving: 'commit' })
  await record(operation)
  expect(await write(db(), (write) => cancelOperation(write, operation.id))).toEqual({ type: 'not-open' })
  expect(await write(db(), (write) => cancelOperation(write, newOperationId()))).toEqual({ type: 'unknown' })
})

test('a retry is a new operation over the failed targets with the same generations; the old one stays failed', async () => {
  const operation = await aRunningOperation({ targets: [aTarget(), aTarget({ deployment: shopStaging })] })
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: operation.id, state: 'FAILED' })])
  await ingestReports(db(), 'cluster-b', [
    aTargetReport({ operation: operation.id, deployment: shopStaging, state: 'SUCCEEDED' }),
  ])
  const id = newOperationId()
  const retry = { operation: operation.id, id, requestedBy: caller, idempotencyKey: null }
  expect(await write(db(), (write) => retryOperation(write, retry))).toEqual({
    type: 'retried',
    operation: id,
    deployments: [shop],
  })
  expect(await stateOf(operation.id)).toBe('FAILED')
  expect(await readOperation(db(), id)).toMatchObject({
    operation: { retryOf: operation.id, state: 'SAVED' },
    targets: [{ generation: 'g1' }],
  })
  expect(await readDeployment(db(), shop)).toMatchObject({ operation: id, held: false })
})

test('a cancelled generation is let go by a retry', async () => {
  const operation = await aRunningOperation()
  await write(db(), (write) => cancelOperation(write, operation.id))
  expect(await readDeployment(db(), shop)).toMatchObject({ held: true })
  const retry = { operation: operation.id, id: newOperationId(), requestedBy: caller, idempotencyKey: null }
  await write(db(), (write) => retryOperation(write, retry))
  expect(await readDeployment(db(), shop)).toMatchObject({ held: false })
})

test('a generation that nobody wishes any more is not tried again, and success has nothing to retry', async () => {
  const older = await aRunningOperation()
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: older.id, state: 'FAILED' })])
  const newer = await aRunningOperation({ targets: [aTarget({ generation: 'g2' })] })
  const retry = (operation: string) =>
    write(db(), (write) =>
      retryOperation(write, { operation, id: newOperationId(), requestedBy: caller, idempotencyKey: null }),
    )
  expect(await retry(older.id)).toEqual({ type: 'outdated', deployments: [shop] })
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: newer.id, generation: 'g2', state: 'SUCCEEDED' })])
  expect(await retry(newer.id)).toEqual({ type: 'nothing' })
  expect(await retry(newOperationId())).toEqual({ type: 'unknown' })
})

test('the retry of a failed removal takes the tombstone over', async () => {
  const operation = await aRunningOperation()
  const tombstone = {
    cluster: 'cluster-a',
    project: 'shop',
    deployment: shop,
    service: null,
    confirmedBy: 'a',
    deletion: {},
    purge: false,
  }
  await write(db(), (write) => putTombstone(write, { ...tombstone, operation: operation.id }))
  await ingestReports(db(), 'cluster-a', [aTargetReport({ operation: operation.id, state: 'FAILED' })])
  const id = newOperationId()
  await write(db(), (write) =>
    retryOperation(write, { operation: operation.id, id, requestedBy: caller, idempotencyKey: null }),
  )
  expect(await readOpenTombstones(db(), 'cluster-a')).toMatchObject([{ operation: id }])
})

test('a wish carries the last attempt of each unfinished step', async () => {
  const operation = await aRunningOperation()
  await ingestReports(db(), 'cluster-a', [
    aStep({ operation: operation.id, step: 'production/a', attempt: 3, state: 'FAILED' }),
    aStep({ operation: operation.id, step: 'production/b', attempt: 2, state: 'SUCCEEDED' }),
    aStep({ operation: operation.id, step: 'production/c', attempt: 1 }),
  ])
  expect(await readAttempts(db(), operation.id, shop)).toEqual({ 'production/a': 3, 'production/c': 1 })
})
