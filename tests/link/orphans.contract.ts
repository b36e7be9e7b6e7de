import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { databaseName, roleName } from '@operations-manager/schema/names/names.ts'
import { readClusterConfig } from '../../subgraphs/cluster/src/config.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'
import { markText, type Owner } from '../../subgraphs/cluster/src/services/mark.ts'
import { startBackend } from '../../subgraphs/cluster/src/wiring/start-backend.ts'
import { anyRecord, listRecords } from '../../subgraphs/registry/src/store/audit.ts'
import { ask } from '../../subgraphs/registry/test/client.ts'
import { aFile, apply, change } from '../../subgraphs/registry/test/projects.ts'
import { aRegistry, person, type TestRegistry } from '../../subgraphs/registry/test/registry.ts'

const installation = `orphans-${randomBytes(4).toString('hex')}`
const [alice, olga] = [person('alice'), person('olga')]
const long = { timeout: 50_000, interval: 200 }
const log = createLog('test', 'silent')
const admin = new pg.Client({ connectionString: inject('postgresUrl') })
const memory = `memory_${randomBytes(6).toString('hex')}`
const made: { readonly database: string; readonly role: string }[] = []
let registry: TestRegistry
let backend: Lifecycle

/** A whole registry and a whole backend, with everything in memory but PostgreSQL, and one deployment that works. */
beforeAll(async () => {
  await admin.connect()
  await admin.query(`create database ${memory}`)
  registry = await aRegistry(inject('postgresUrl'), { installationId: installation })
  const register = 'mutation { registerCluster(input: { name: "cluster-a" }) { joinToken } }'
  const { data } = await ask(registry, olga, register)
  const memoryUrl = new URL(inject('postgresUrl'))
  memoryUrl.pathname = `/${memory}`
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  const config = readClusterConfig({
    CLUSTER_NAME: 'cluster-a',
    INSTALLATION_ID: installation,
    LINK_URL: `${registry.url.replace('http', 'ws')}/link`,
    PORT: '0',
    CALLER_PUBLIC_KEY: JSON.stringify(await exportJWK(pair.publicKey)),
    KUBERNETES: 'memory',
    OBJECT_STORAGE_URL: 'memory',
    IDENTITY_URL: 'memory',
    MEMORY_URL: memoryUrl.href,
    DOMAIN: 'cluster-a.localhost',
    SCHEME: 'http',
    POSTGRESQL_URL: inject('postgresAdministratorUrl'),
    JOIN_TOKEN: data.registerCluster.joinToken,
  })
  backend = new Lifecycle(log)
  await startBackend({ config, log, lifecycle: backend, clock: systemClock })
  await isConnected()
  const { operation } = await apply(registry, alice, aFile({ name: 'shop' }))
  made.push(namesOf({ service: 'orders' }))
  await succeeded(operation.id)
})

afterAll(async () => {
  await backend.stop()
  await registry.stop()
  const left = await admin.query<{ datname: string }>(
    `select datname from pg_database where shobj_description(oid, 'pg_database') like $1`,
    [`%"${installation}"%`],
  )
  const databases = [...left.rows.map(({ datname }) => datname), ...made.map(({ database }) => database), memory]
  for (const name of new Set(databases)) {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  }
  for (const { role } of made) await admin.query(`drop role if exists ${pg.escapeIdentifier(role)}`)
  await admin.end()
})

function ownerOf(over: Partial<Owner> = {}): Owner {
  return { installation, cluster: 'cluster-a', project: 'shop', deployment: 'production', service: 'x', ...over }
}

function namesOf(over: Partial<Owner>) {
  return { database: databaseName(ownerOf(over)), role: roleName(ownerOf(over)) }
}

/** A role with its database in the cluster's server, as this or another wish left them. */
async function leftBehind(over: Partial<Owner>, retainedUntil: string | null = null) {
  const names = namesOf(over)
  made.push(names)
  const [role, database] = [pg.escapeIdentifier(names.role), pg.escapeIdentifier(names.database)]
  const mark = pg.escapeLiteral(markText({ ...ownerOf(over), issue: '', retainedUntil }))
  await admin.query(`create role ${role} login`)
  await admin.query(`comment on role ${role} is ${mark}`)
  const administrator = pg.escapeIdentifier(new URL(inject('postgresAdministratorUrl')).username)
  await admin.query(`grant ${role} to ${administrator} with admin true, inherit true, set true`)
  await admin.query(`create database ${database} owner ${role} template template0 encoding 'UTF8'`)
  await admin.query(`comment on database ${database} is ${mark}`)
  return names
}

const refOf = (kind: 'database' | 'role', name: string) => ({ backend: 'postgresql', kind, name, namespace: null })

/** Which of the two that share a name are there. */
async function thereOf(name: string): Promise<string[]> {
  const found = await admin.query<{ kind: string }>(
    `select 'database' as kind from pg_database where datname = $1
     union all select 'role' from pg_roles where rolname = $1`,
    [name],
  )
  return found.rows.map(({ kind }) => kind).toSorted()
}

const both = ['database', 'role']

async function act(
  mutation: 'adoptOrphaned' | 'removeOrphaned',
  object: Record<string, unknown> & { name: string },
  more: Record<string, unknown> = {},
  caller = olga,
) {
  const query = `mutation ($input: OrphanedInput!) { payload: ${mutation}(input: $input) {
    cluster { name orphaned { name } } problems { code message path remedies { mutation } } clientMutationId } }`
  const input = { cluster: 'cluster-a', object, confirm: object.name, clientMutationId: '1', ...more }
  const { data, errors } = await ask(registry, caller, query, { input })
  return { payload: data?.payload, errors }
}

const codesOf = ({ payload }: Awaited<ReturnType<typeof act>>) =>
  payload.problems.map(({ code }: { code: string }) => code)

async function orphaned(): Promise<string[]> {
  const { data } = await ask(registry, olga, '{ cluster(name: "cluster-a") { orphaned { kind name } } }')
  return data.cluster.orphaned.map(({ kind, name }: Record<string, string>) => `${kind} ${name}`)
}

async function isConnected(): Promise<void> {
  await vi.waitFor(async () => {
    const { data } = await ask(registry, olga, '{ cluster(name: "cluster-a") { state } }')
    expect(data.cluster.state).toBe('CONNECTED')
  }, long)
}

async function succeeded(operation: string): Promise<void> {
  await vi.waitFor(async () => {
    const { data } = await ask(registry, olga, 'query ($id: ID!) { operation(id: $id) { state } }', { id: operation })
    expect(data.operation.state).toBe('SUCCEEDED')
  }, long)
}

describe('removing what nobody wishes', () => {
  test('takes exactly what is named, and the list is looked at and told again', async () => {
    const { database, role } = await leftBehind({ deployment: 'forgotten' })
    const other = await leftBehind({ deployment: 'forgotten', service: 'other' })
    const early = await act('removeOrphaned', refOf('role', role))
    expect(early.payload.problems).toMatchObject([{ code: 'IN_USE', message: expect.stringContaining(database) }])
    const first = await act('removeOrphaned', refOf('database', database))
    expect(first.payload).toMatchObject({ cluster: { name: 'cluster-a' }, problems: [], clientMutationId: '1' })
    expect(await thereOf(database)).toEqual(['role'])
    const rest = [`database ${other.database}`, `role ${other.role}`, `role ${role}`]
    await vi.waitFor(async () => expect((await orphaned()).toSorted()).toEqual(rest.toSorted()), long)
    expect(codesOf(await act('removeOrphaned', refOf('role', role)))).toEqual([])
    await vi.waitFor(
      async () => expect(await orphaned()).toEqual([`database ${other.database}`, `role ${other.role}`]),
      long,
    )
    expect([await thereOf(role), await thereOf(other.role)]).toEqual([[], both])
    expect(codesOf(await act('removeOrphaned', refOf('role', role)))).toEqual(['NOT_FOUND'])
  })

  test('refuses what is wished', async () => {
    const { database } = namesOf({ service: 'orders' })
    const { payload } = await act('removeOrphaned', refOf('database', database))
    expect(payload).toMatchObject({ cluster: null, problems: [{ code: 'STATE_WRONG', path: ['object'] }] })
    expect(await thereOf(database)).toEqual(both)
  })

  test.each([
    ["another installation's", { installation: 'somebody-else', service: 'foreign-installation' }],
    ["another cluster's", { cluster: 'cluster-b', service: 'foreign-cluster' }],
  ])('answers %s as what does not exist', async (_, over) => {
    const { database } = await leftBehind(over)
    expect(codesOf(await act('removeOrphaned', refOf('database', database)))).toEqual(['NOT_FOUND'])
    expect(codesOf(await act('adoptOrphaned', refOf('database', database)))).toEqual(['NOT_FOUND'])
    expect(await thereOf(database)).toEqual(both)
  })

  test('refuses what is retained, and names what decides about it', async () => {
    const { database } = await leftBehind({ service: 'kept' }, '2999-01-01T00:00:00.000Z')
    const { payload } = await act('removeOrphaned', refOf('database', database))
    const remedies = [{ mutation: 'restoreRetained' }, { mutation: 'purgeRetained' }]
    expect(payload.problems).toMatchObject([{ code: 'STATE_WRONG', remedies }])
    expect(await thereOf(database)).toEqual(both)
  })

  test.each([
    ['without the name', null],
    ['with another name', 'cluster-a'],
  ])('asks nothing of the cluster %s', async (_, confirm) => {
    const { database } = await leftBehind({ service: `unconfirmed-${String(confirm)}` })
    const { payload } = await act('removeOrphaned', refOf('database', database), { confirm })
    expect(payload.problems).toMatchObject([{ code: 'CONFIRMATION_WRONG', path: ['confirm'] }])
    expect(await thereOf(database)).toEqual(both)
  })

  test('is for platform operators', async () => {
    const { database } = await leftBehind({ service: 'not-hers' })
    for (const mutation of ['removeOrphaned', 'adoptOrphaned'] as const) {
      const { errors } = await act(mutation, refOf('database', database), {}, alice)
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    }
    expect(await thereOf(database)).toEqual(both)
  })

  test('needs a cluster that exists', async () => {
    expect(codesOf(await act('removeOrphaned', refOf('database', 'x'), { cluster: 'cluster-z' }))).toEqual([
      'NOT_FOUND',
    ])
  })
})

describe('adopting what nobody wishes', () => {
  test('keeps the data as retained data of its project, which brings it back into use', async () => {
    const { database } = await leftBehind({ service: 'ledger' })
    const url = new URL(inject('postgresUrl'))
    url.pathname = `/${database}`
    const inside = new pg.Client({ connectionString: url.href })
    await inside.connect()
    await inside.query('create table kept as select 7 as id')
    await inside.end()
    expect(codesOf(await act('adoptOrphaned', refOf('database', database)))).toEqual([])
    expect(await thereOf(database)).toEqual(['role'])
    const kept = '{ project(name: "shop") { retained { service type until } } }'
    const { data } = await ask(registry, alice, kept)
    expect(data.project.retained).toMatchObject([{ service: 'ledger', type: 'postgresql' }])
    await vi.waitFor(async () => expect((await orphaned()).join()).not.toContain(database), long)

    const service = { project: 'shop', service: 'ledger', type: 'postgresql' }
    const unsaid = await change(registry, alice, 'putService', service)
    expect(unsaid.problems).toMatchObject([{ code: 'RETAINED_DATA' }])
    const { operation } = await change(registry, alice, 'putService', { ...service, retained: 'RESTORE' })
    await succeeded(operation.id)
    const back = new pg.Client({ connectionString: url.href })
    await back.connect()
    expect((await back.query('select * from kept')).rows).toEqual([{ id: 7 }])
    await back.end()
  })

  test('of a deployment that nobody wishes is refused, with what to do', async () => {
    const { database } = await leftBehind({ deployment: 'vanished' })
    const { payload } = await act('adoptOrphaned', refOf('database', database))
    expect(payload.problems).toMatchObject([{ code: 'STATE_WRONG', remedies: [{ mutation: 'putDeployment' }] }])
    expect(await thereOf(database)).toEqual(both)
  })

  test('of what holds no data is refused', async () => {
    const { role } = await leftBehind({ service: 'roles-only' })
    expect(codesOf(await act('adoptOrphaned', refOf('role', role)))).toEqual(['STATE_WRONG'])
    expect(await thereOf(role)).toEqual(both)
  })
})

test('while the cluster is away nothing is removed, and everything that was asked is audited', async () => {
  const { database } = await leftBehind({ service: 'unreachable' })
  await backend.stop()
  await vi.waitFor(async () => {
    expect(codesOf(await act('removeOrphaned', refOf('database', database)))).toEqual(['CLUSTER_UNREACHABLE'])
  }, long)
  expect(await thereOf(database)).toEqual(both)
  const { rows } = await listRecords(registry.database.db, anyRecord, { first: 100, before: null })
  const entries = rows.map(({ record }) => record)
  expect(entries).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        action: 'adoptOrphaned',
        project: 'shop',
        detail: expect.objectContaining({ outcome: 'DONE' }),
      }),
      expect.objectContaining({
        action: 'removeOrphaned',
        result: 'REFUSED',
        detail: { ...refOf('database', database), outcome: 'CLUSTER_UNREACHABLE' },
      }),
    ]),
  )
})
