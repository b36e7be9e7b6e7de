import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { StatusReport, StepReport, TargetReport } from '@operations-manager/schema/link/messages.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { attemptBy, entryOf } from '../audit/attempt.ts'
import type { NewAccessToken } from './access-tokens.ts'
import { openDatabase, type Database } from './database.ts'
import type { NewWish } from './deployments.ts'
import { migrate } from './migrate.ts'
import { newOperationId } from './operation-id.ts'
import type { NewOperation, NewTarget } from './operations.ts'
import type { Db } from './tables.ts'
import { write, type Write } from './write.ts'

/** For tests: a logger that says nothing. */
export const silentLog = createLog('test', 'silent')

export type TestDatabase = Database & { readonly url: Secret; drop(): Promise<void> }

/** A new database of its own in the server of the run. */
export async function aDatabase(
  serverUrl: string,
  options: { migrated: boolean } = { migrated: true },
): Promise<TestDatabase> {
  const name = `registry_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const secret = new Secret(url.href)
  // Some tests have many writers wait for few connections, and a busy machine takes its time.
  const database = openDatabase({ url: secret, log: silentLog, maxConnections: 8, connectTimeoutMs: 30_000 })
  if (options.migrated) await migrate(database.db)
  return {
    ...database,
    url: secret,
    drop: async () => {
      await database.close()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export const shop = deploymentId({ cluster: 'cluster-a', project: 'shop', deployment: 'production' })
export const shopStaging = deploymentId({ cluster: 'cluster-b', project: 'shop', deployment: 'staging' })

export function aTarget(more: Partial<NewTarget> = {}): NewTarget {
  return { deployment: shop, generation: 'g1', steps: [], ...more }
}

export function anOperation(more: Partial<NewOperation> = {}): NewOperation {
  return {
    id: newOperationId(),
    kind: 'SET_IMAGE',
    project: 'shop',
    requestedBy: { type: 'person', subject: 's-1', email: 'alice@example.org', name: 'Alice' },
    request: { component: 'web' },
    retryOf: null,
    saving: { revision: 'r1' },
    targets: [aTarget()],
    idempotencyKey: null,
    ...more,
  }
}

export function aWish(more: Partial<NewWish> = {}): NewWish {
  const spec: DeploymentSpec = {
    formatVersion: 1,
    installation: 'i-1',
    cluster: 'cluster-a',
    project: 'shop',
    deployment: 'production',
    components: {},
    services: {},
    sealed: {},
  } as unknown as DeploymentSpec // a spec is opaque here
  return {
    id: shop,
    project: 'shop',
    name: 'production',
    cluster: 'cluster-a',
    spec,
    generation: 'g1',
    revision: 'r1',
    operation: null,
    ...more,
  }
}

export function aToken(more: Partial<NewAccessToken> = {}): NewAccessToken {
  return {
    id: 't-1',
    hash: 'hash',
    prefix: 'omp_abcd',
    kind: 'PROJECT',
    name: 'ci',
    project: 'shop',
    scopes: ['read'],
    deployments: null,
    documents: null,
    rule: null,
    maker: { type: 'person', subject: 's-1', email: 'alice@example.org', name: 'Alice' },
    createdBy: 'alice@example.org',
    expiresAt: new Date(Date.now() + 60_000),
    ...more,
  }
}

export function aStep(more: Partial<StepReport> = {}): StepReport {
  return {
    type: 'step',
    operation: 'o',
    deployment: shop,
    generation: 'g1',
    step: 'production/orders/role',
    title: 'Create the role',
    needs: [],
    weight: 1,
    attempt: 1,
    state: 'RUNNING',
    at: '2026-01-01T10:00:00.000Z',
    message: '',
    problem: null,
    proofs: [],
    ...more,
  }
}

export function aTargetReport(more: Partial<TargetReport> = {}): TargetReport {
  return {
    type: 'target',
    operation: 'o',
    deployment: shop,
    generation: 'g1',
    state: 'RUNNING',
    at: '2026-01-01T10:00:00.000Z',
    problems: [],
    waitingFor: null,
    ...more,
  }
}

export function aStatus(more: Partial<StatusReport> = {}): StatusReport {
  return {
    type: 'status',
    deployment: shop,
    generation: 'g1',
    health: 'READY',
    headline: 'Everything runs.',
    since: '2026-01-01T10:00:00.000Z',
    observedAt: '2026-01-01T10:00:00.000Z',
    addresses: [],
    components: {},
    orphaned: [],
    notices: [],
    ...more,
  }
}

/** For tests of what is stored: a transaction with some audit record, which every change has to have. */
export function writeAudited<T>(db: Db, work: (write: Write) => Promise<T>): Promise<T> {
  return write(db, (tx) => {
    tx.audit(entryOf(attemptBy({ type: 'platform' }, 'aTest'), {}))
    return work(tx)
  })
}
