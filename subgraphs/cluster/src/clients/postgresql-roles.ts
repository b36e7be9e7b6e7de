import pg from 'pg'
import { PortError } from '../ports/port-error.ts'
import type { ObservedRole, PostgresPort, RoleChange } from '../ports/postgresql.ts'
import { sqlState } from './postgresql-errors.ts'
import type { PostgresConnections } from './postgresql.ts'

type RoleRow = {
  rolname: string
  rolcanlogin: boolean
  rolsuper: boolean
  rolcreatedb: boolean
  rolcreaterole: boolean
  rolreplication: boolean
  rolbypassrls: boolean
  rolconnlimit: number
  valid_until: string | null
  rolconfig: string[] | null
  member_of: string[]
  members: string[]
  comment: string | null
  is_held: boolean
}

const id = pg.escapeIdentifier
const text = pg.escapeLiteral

/** Roles through SQL. Identifiers cannot be bound, so the driver quotes them. */
export function roleCalls({
  admin,
  transaction,
}: PostgresConnections): Pick<
  PostgresPort,
  'readRole' | 'createRole' | 'alterRole' | 'dropRole' | 'rolesMarked' | 'endSessions'
> {
  return {
    readRole: (name) => admin(`read role ${name}`, (client) => readRole(client, name)),
    createRole: async (change) => {
      try {
        await transaction(`create role ${change.name}`, async (client) => {
          // Who makes a role may give it away but not act as it, unless that is asked for before.
          await client.query("/* role.hold */ set local createrole_self_grant to 'set, inherit'")
          await client.query(`/* role.create */ create role ${id(change.name)}`)
          await writeRole(client, change)
        })
      } catch (error) {
        if (!(error instanceof PortError && error.fault === 'exists')) throw error
      }
    },
    alterRole: async (change) => {
      const left = await transaction(`alter role ${change.name}`, (client) => alterRole(client, change))
      if (left.length > 0)
        throw new PortError(
          'postgresql',
          'refused',
          `The role "${change.name}" has what a superuser gave it, and only a superuser can take that back: ${left.join(', ')}.`,
        )
    },
    dropRole: (name) => dropRole(admin, name),
    rolesMarked: (prefix) =>
      admin('list our roles', async (client) => {
        const { rows } = await client.query<{ name: string; comment: string }>(
          `/* role.marked */ select rolname as name, shobj_description(oid, 'pg_authid') as comment from pg_roles
           where starts_with(shobj_description(oid, 'pg_authid'), $1) order by 1`,
          [prefix],
        )
        return rows
      }),
    endSessions: (role) =>
      admin(`end the sessions of ${role}`, async (client) => {
        await client.query(
          `/* role.end-sessions */ select pg_terminate_backend(pid) from pg_stat_activity
           where usename = $1 and pid <> pg_backend_pid()`,
          [role],
        )
      }),
  }
}

async function readRole(client: pg.ClientBase, name: string): Promise<ObservedRole | null> {
  const { rows } = await client.query<RoleRow>(
    `/* role.read */
     select r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication, r.rolbypassrls,
            r.rolconnlimit, r.rolvaliduntil::text as valid_until, r.rolconfig,
            array(select distinct g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
                  where m.member = r.oid order by 1) as member_of,
            array(select distinct g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.member
                  where m.roleid = r.oid and g.rolname <> current_user
                  and not (g.rolcreaterole and pg_has_role(g.oid, r.oid, 'MEMBER WITH ADMIN OPTION'))
                  order by 1) as members,
            shobj_description(r.oid, 'pg_authid') as comment,
            pg_has_role(r.oid, 'USAGE') and pg_has_role(r.oid, 'SET') as is_held
     from pg_roles r where r.rolname = $1`,
    [name],
  )
  const row = rows[0]
  if (row === undefined) return null
  return {
    name: row.rolname,
    canLogin: row.rolcanlogin,
    privileges: privilegesOf(row),
    connectionLimit: row.rolconnlimit,
    validUntil: row.valid_until === null || row.valid_until === 'infinity' ? null : row.valid_until,
    settings: settingsOf(row.rolconfig ?? []),
    memberOf: row.member_of,
    members: row.members,
    isHeld: row.is_held,
    comment: row.comment,
  }
}

function privilegesOf(row: RoleRow): readonly string[] {
  const all = {
    superuser: row.rolsuper,
    createdb: row.rolcreatedb,
    createrole: row.rolcreaterole,
    replication: row.rolreplication,
    bypassrls: row.rolbypassrls,
  }
  return Object.entries(all).flatMap(([privilege, has]) => (has ? privilege : []))
}

/** `search_path=a, "b c"` and the like; only lists have commas, and names of ours need no quotes inside. */
function settingsOf(config: readonly string[]): ObservedRole['settings'] {
  return Object.fromEntries(
    config.map((line) => {
      const equals = line.indexOf('=')
      const values = line.slice(equals + 1).split(',')
      return [line.slice(0, equals), values.map((value) => value.trim().replace(/^"(.*)"$/, '$1'))]
    }),
  )
}

/** Answers what is still there of what the role must not have: the rest is done nevertheless. */
async function alterRole(client: pg.ClientBase, change: RoleChange): Promise<readonly string[]> {
  const role = id(change.name)
  const { isHeld = true, privileges = [], memberOf = [], members = [] } = (await readRole(client, change.name)) ?? {}
  if (privileges.includes('superuser')) await client.query(`/* role.demote */ alter role ${role} with nosuperuser`)
  if (!isHeld) await client.query(`/* role.hold */ grant ${role} to current_user with inherit true, set true`)
  await client.query(`/* role.reset */ alter role ${role} reset all`)
  await writeRole(client, change)
  for (const privilege of privileges.filter((one) => one === 'replication' || one === 'bypassrls'))
    await ifAllowed(client, `/* role.deprive */ alter role ${role} with no${privilege}`)
  for (const group of memberOf) await ifAllowed(client, `/* role.leave */ revoke ${id(group)} from ${role}`)
  for (const member of members) await ifAllowed(client, `/* role.expel */ revoke ${role} from ${id(member)} cascade`)
  const after = await readRole(client, change.name)
  if (after === null) return []
  const foreign = Object.keys(after.settings).filter((setting) => !(setting in change.settings))
  return [
    ...after.privileges,
    ...after.memberOf.map((group) => `membership in "${group}"`),
    ...after.members.map((member) => `"${member}" as a member`),
    ...foreign.map((setting) => `the setting "${setting}"`),
  ]
}

/** One statement whose refusal does not end the transaction; what it was to do is looked at afterwards. */
async function ifAllowed(client: pg.ClientBase, statement: string): Promise<void> {
  await client.query('savepoint tried')
  try {
    await client.query(statement)
    await client.query('release savepoint tried')
  } catch (error) {
    if (sqlState(error) !== '42501') throw error
    await client.query('rollback to savepoint tried')
  }
}

async function writeRole(client: pg.ClientBase, change: RoleChange): Promise<void> {
  const { name, verifier, canLogin, connectionLimit, settings, comment } = change
  const password = verifier === undefined ? '' : ` password ${text(verifier)}`
  await client.query(
    `/* role.attributes */ alter role ${id(name)} with ${canLogin ? 'login' : 'nologin'} nocreatedb nocreaterole
     connection limit ${Math.trunc(connectionLimit)} valid until 'infinity'${password}`,
  )
  for (const [setting, values] of Object.entries(settings))
    await client.query(`/* role.setting */ alter role ${id(name)} set ${id(setting)} to ${values.map(text).join(', ')}`)
  await client.query(`/* role.mark */ comment on role ${id(name)} is ${text(comment)}`)
}

async function dropRole(admin: PostgresConnections['admin'], name: string): Promise<void> {
  await admin(`drop role ${name}`, async (client) => {
    const { rowCount } = await client.query('/* role.exists */ select 1 from pg_roles where rolname = $1', [name])
    if (rowCount === 0) return
    await client.query(`/* role.drop-owned */ drop owned by ${id(name)} cascade`)
    await client.query(`/* role.drop */ drop role if exists ${id(name)}`)
  })
}
