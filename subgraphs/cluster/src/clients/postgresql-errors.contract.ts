import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import pg from 'pg'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { PortError, PortFault } from '../ports/port-error.ts'
import { postgresClient } from './postgresql.ts'
import { postgresError } from './postgresql-errors.ts'

const name = `errors_${randomBytes(4).toString('hex')}`
const superuser = new pg.Client({ connectionString: inject('postgresUrl') })
const clientAt = (url: string) =>
  postgresClient({ url: new Secret(url), certificateAuthority: null, timeoutMs: 5_000, connections: 2 })
const client = clientAt(inject('postgresAdministratorUrl'))
const change = { name, canLogin: true, connectionLimit: 3, settings: {}, comment: 'mine' }

beforeAll(async () => {
  await superuser.connect()
  await client.createRole(change)
})
afterAll(async () => {
  await client.dropRole(name)
  await client.close()
  await superuser.end()
})

/** Every statement that the real server refuses in this way, with what it means for us. */
const answers: [string, string, PortFault][] = [
  ['a database that is there', 'create database postgres', 'exists'],
  ['a role that is there', 'create role postgres', 'exists'],
  ['a schema that is there', 'create schema public', 'exists'],
  ['a role that is not there', 'comment on role no_such_role is null', 'not-found'],
  ['a database that is not there', 'drop database no_such_database', 'not-found'],
  ['a schema that is not there', 'drop schema no_such_schema', 'not-found'],
  ['a right that is missing', 'set role pg_read_all_data; select pg_read_file($$PG_VERSION$$)', 'refused'],
  ['a database in use', 'drop database postgres', 'conflict'],
  ['a role that still owns something', `drop role ${name}_owner`, 'conflict'],
  ['a time that is over', 'set statement_timeout = 1; select pg_sleep(1)', 'unavailable'],
  ['a session that was ended', 'select pg_terminate_backend(pg_backend_pid())', 'unavailable'],
  ['a statement that is none', 'nonsense', 'invalid'],
  ['a setting that is none', "set statement_timeout to 'soon'", 'invalid'],
]

describe('an answer of the server', () => {
  test.each(answers)('about %s (%s) is %s', async (_what, statement, fault) => {
    const session = new pg.Client({ connectionString: inject('postgresUrl') })
    session.on('error', () => undefined)
    await session.connect()
    await session.query(`do $$ begin create role ${name}_owner; exception when duplicate_object then null; end $$`)
    await session.query(`create schema if not exists ${name}_owned authorization ${name}_owner`)
    const error: unknown = await session.query(statement).then(
      () => null,
      (refusal: unknown) => refusal,
    )
    await session.end()
    await superuser.query(`drop schema ${name}_owned`)
    await superuser.query(`drop role ${name}_owner`)
    expect(error).toBeInstanceOf(Error)
    const translated = postgresError(error, 'do something')
    expect(translated).toMatchObject({ backend: 'postgresql', fault, cause: error })
    expect(translated.message).not.toContain(statement)
  })
})

test('a password is told neither in an error nor in its cause', async () => {
  const url = new URL(inject('postgresAdministratorUrl'))
  url.password = 'not-the-password'
  const wrong = clientAt(url.href)
  const error = await wrong.readRole(name).then(
    () => null,
    (refusal: unknown) => refusal,
  )
  await wrong.close()
  expect(error).toMatchObject({ fault: 'refused' })
  expect(JSON.stringify([error, String(error), String((error as PortError).cause)])).not.toContain(url.password)
})

describe('calls of the port', () => {
  const signIn = { user: name, password: new Secret('wrong'), database: name }

  test('tell what is not there from what is refused, in conflict or away', async () => {
    expect(await client.readRole('no_such_role')).toBeNull()
    expect(await client.readDatabase('no_such_database')).toBeNull()
    await expect(client.readContent('no_such_database')).rejects.toMatchObject({ fault: 'not-found' })
    await expect(client.alterRole({ ...change, name: 'no_such_role' })).rejects.toMatchObject({ fault: 'not-found' })
    await expect(client.alterRole({ ...change, name: 'postgres' })).rejects.toMatchObject({ fault: 'refused' })
    await expect(client.dropDatabase('postgres')).rejects.toMatchObject({ fault: 'refused' })
  })

  test('tolerate what is done or gone already', async () => {
    await client.createRole(change)
    await client.dropRole('no_such_role')
    await client.dropDatabase('no_such_database')
    await client.endSessions('no_such_role')
  })

  test('tell a wrong password from a right one, whatever else keeps the role out', async () => {
    expect(await client.canAuthenticate(signIn)).toBe(false) // it has none
    await superuser.query(`alter role ${name} password 'right'`)
    const right = { ...signIn, password: new Secret('right') }
    expect(await client.canAuthenticate(signIn)).toBe(false)
    expect(await client.canAuthenticate(right)).toBe(true) // its database is not there
    expect(await client.canSignIn({ ...right, database: 'postgres' })).toBe(false)
    expect(await client.canAuthenticate({ ...right, database: 'postgres' })).toBe(true) // it may not connect
    await superuser.query(`alter role ${name} connection limit 0`)
    expect(await client.canAuthenticate(right)).toBeNull()
    await superuser.query(`alter role ${name} nologin`)
    expect(await client.canAuthenticate(right)).toBeNull()
    expect(await client.canAuthenticate({ ...signIn, user: 'no_such_role' })).toBe(false)
  })
})
