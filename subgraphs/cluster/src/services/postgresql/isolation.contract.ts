import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import { markText } from '../mark.ts'
import {
  address,
  aDeployment,
  admin,
  administrator,
  bind,
  closeWorld,
  isReady,
  port,
  published,
  refused,
  wants,
  removal,
  setUp,
  signIn,
  tearDown,
  type Deployment,
  wishOf,
} from './contract-world.ts'

beforeAll(() => admin.connect())
afterAll(closeWorld)

async function inside<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const asTenant = async <T>(d: Deployment, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  inside((await published(d))!['url']!.reveal(), work)

/** How the server answers: the code of its refusal, or `null`. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)
  }
}

/** Everything that PostgreSQL keeps of a role or a database, and which transaction wrote it last. */
async function keptOf(name: string): Promise<unknown> {
  const { rows } = await admin.query(
    `select to_jsonb(r) as kept, r.xmin::text as written, shobj_description(r.oid, 'pg_authid') as comment,
            array(select to_jsonb(m) from pg_auth_members m where m.roleid = r.oid or m.member = r.oid) as members
     from pg_authid r where rolname = $1
     union all
     select to_jsonb(d) - '{datfrozenxid,datminmxid}'::text[], d.xmin::text, shobj_description(d.oid, 'pg_database'), null
     from pg_database d where datname = $1`,
    [name],
  )
  return rows
}

/** A role and a database of somebody who has nothing to do with us. */
async function foreigners(name: string) {
  await admin.query(`create role ${name} login password 'theirs' connection limit 7`)
  await admin.query(`create database ${name} owner ${name}`)
  await admin.query(`comment on database ${name} is 'theirs'`)
  const url = address({ user: name, password: 'theirs', database: name })
  await inside(url, (client) => client.query('create table theirs as select 42 as answer'))
  return url
}

describe("the backend's account", () => {
  test('has no right over the server beyond making databases and roles', async () => {
    const { rows } = await admin.query(
      `select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
              array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
                    where m.member = r.oid and g.rolname like 'pg\\_%') as predefined
       from pg_roles r where rolname = $1`,
      [administrator],
    )
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreatedb: true,
        rolcreaterole: true,
        rolreplication: false,
        rolbypassrls: false,
        predefined: [],
      },
    ])
  })

  test('can do nothing to a role or a database that it did not make, not even under our mark', async () => {
    const d = await aDeployment()
    const url = await foreigners(d.name)
    const mark = markText({
      installation: 'test',
      cluster: 'cluster-a',
      project: d.ref.project,
      deployment: d.ref.deployment,
      service: 'orders',
      issue: 'first',
      retainedUntil: null,
    })
    await admin.query(`comment on role ${d.name} is '${mark}'`)
    await admin.query(`comment on database ${d.name} is '${mark}'`)
    const before = await keptOf(d.name)
    for (const attempt of [
      () => port.dropRole(d.name),
      () => port.dropDatabase(d.name),
      () => port.renameDatabase(d.name, `${d.name}_x`, mark),
      () => port.ownDatabase(d.name, administrator, mark),
      () => port.createSchema(d.name, 'x', d.name),
      () => port.alterRole({ name: d.name, canLogin: false, connectionLimit: 1, settings: {}, comment: mark }),
    ])
      await expect(attempt()).rejects.toMatchObject({ name: 'PortError', fault: 'refused' })
    expect((await setUp(wishOf(d, { reissue: { orders: 'op9' } }))).at(-1)).toMatchObject(refused)
    expect((await tearDown(removal(d, { deletion: { orders: 'delete' } }))).outcome).toMatchObject(refused.outcome)
    expect(await keptOf(d.name)).toEqual(before)
    expect((await inside(url, (client) => client.query('select * from theirs'))).rows).toEqual([{ answer: 42 }])
  })
})

describe('a tenant', () => {
  test.each(['postgres', 'template1', 'operations_manager_canary'])('cannot connect to %s', async (database) => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await bind('proof', wishOf(d)).run()
    await expect(signIn(d, database)).rejects.toMatchObject({ code: '42501' })
  })

  test("finds the platform's own database closed as soon as it has credentials", async () => {
    const d = await aDeployment()
    const canary = `canary_of_${d.name}`
    await setUp(wishOf(d), { canary })
    await expect(signIn(d, canary)).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot reach anything of another: neither its database, nor its role, nor its sessions', async () => {
    const [mine, other] = [await aDeployment(), await aDeployment()]
    await isReady(wishOf(mine))
    await isReady(wishOf(other))
    await expect(signIn(mine, other.name)).rejects.toMatchObject({ code: '42501' })
    const before = await keptOf(other.name)
    const password = (await published(other))!['password']!.reveal()
    const theirs = new pg.Client({ connectionString: (await published(other))!['url']!.reveal() })
    await theirs.connect()
    const { rows: sessions } = await theirs.query<{ pid: number }>('select pg_backend_pid() as pid')
    await asTenant(mine, async (client) => {
      for (const attempt of [
        `set role ${other.name}`,
        `set role ${administrator}`,
        `set session authorization ${other.name}`,
        `grant ${other.name} to ${mine.name}`,
        `grant ${administrator} to ${mine.name}`,
        `alter role ${other.name} password 'x'`,
        `alter role ${other.name} set search_path to x`,
        `alter role ${mine.name} createrole`,
        `alter role ${mine.name} connection limit 100`,
        `drop role ${other.name}`,
        `alter database ${other.name} owner to ${mine.name}`,
        `alter database ${mine.name} owner to ${other.name}`,
        `drop database ${other.name}`,
        `comment on database ${other.name} is 'x'`,
        `create database ${mine.name}_more`,
        `create role ${mine.name}_more`,
        'select rolpassword from pg_authid',
        "copy (select 1) to program 'true'",
        "select pg_read_file('PG_VERSION')",
        `select pg_terminate_backend(${sessions[0]!.pid})`,
      ])
        expect({ attempt, code: await codeOf(client.query(attempt)) }).toEqual({ attempt, code: '42501' })
      const { rows } = await client.query('select query from pg_stat_activity where usename = $1', [other.name])
      expect(rows).toEqual([{ query: '<insufficient privilege>' }])
    })
    await theirs.end()
    expect(await keptOf(other.name)).toEqual(before)
    expect((await published(other))!['password']!.reveal()).toBe(password)
    expect(await signIn(other)).toBe(`${other.name}, public`)
  })
})

test('what is foreign survives the whole life of instances beside it untouched', async () => {
  const name = `foreign_${(await aDeployment()).name}`
  const url = await foreigners(name)
  const before = [await keptOf(name), await keptOf('postgres'), await keptOf('template1')]
  for (const deletion of ['retain', 'delete'] as const) {
    const d = await aDeployment()
    await isReady(wishOf(d, {}, { extensions: ['pgcrypto'], schemas: ['reports'] }))
    await bind('proof', wishOf(d)).run()
    expect((await tearDown(removal(d, { deletion: { orders: deletion } }))).outcome).toEqual({ type: 'ready' })
    expect((await tearDown(removal(d, { purge: true }))).outcome).toEqual({ type: 'ready' })
  }
  expect([await keptOf(name), await keptOf('postgres'), await keptOf('template1')]).toEqual(before)
  expect((await inside(url, (client) => client.query('select * from theirs'))).rows).toEqual([{ answer: 42 }])
})

describe('an extension that only superusers may create', () => {
  test('is refused with what to do, and taken as it is once a superuser made it', async () => {
    const d = await aDeployment()
    const wish = wishOf(d, {}, { extensions: ['file_fdw'] })
    const end = (await setUp(wish)).at(-1)
    expect(end).toMatchObject(refused)
    expect(JSON.stringify(end)).toContain('Have one create it in the database')
    await inside(address({ database: d.name }), (client) => client.query('create extension file_fdw'))
    await isReady(wish)
  })

  test('and one that the server does not have is another thing', async () => {
    const d = await aDeployment()
    const end = (await setUp(wishOf(d, {}, { extensions: ['no_such'] }))).at(-1)
    expect(end).toMatchObject(wants('BACKEND_REFUSED'))
    expect(JSON.stringify(end)).toContain('is not installed on the server')
  })
})

test('a database in which a superuser works is removed once that one has left', async () => {
  const d = await aDeployment()
  await isReady(wishOf(d))
  await inside(address({ database: d.name }), async () => {
    const { outcome } = await tearDown(removal(d, { deletion: { orders: 'delete' } }))
    expect(outcome).toMatchObject({ type: 'waiting', on: 'postgresql' })
  })
  expect((await tearDown(removal(d, { deletion: { orders: 'delete' } }))).outcome).toEqual({ type: 'ready' })
  expect(await keptOf(d.name)).toEqual([])
})
