import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeAdministrator } from '@operations-manager/sandbox/postgres/administrator.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { postgresClient } from '../../subgraphs/cluster/src/clients/postgresql.ts'
import { markText } from '../../subgraphs/cluster/src/services/mark.ts'

const ran = randomBytes(4).toString('hex')
const installation = `handed-${ran}`
const account = `operations "manager" ${ran}`
const superuser = new pg.Client({ connectionString: inject('postgresUrl') })
const clientAt = (url: Secret) => postgresClient({ url, certificateAuthority: null, timeoutMs: 5_000, connections: 2 })
const before = clientAt(new Secret(inject('postgresUrl')))
const make = (of: string | null) =>
  makeAdministrator(new Secret(inject('postgresUrl')), { account, installation: of, ownsServer: false })

beforeAll(() => superuser.connect())
afterAll(async () => {
  await before.close()
  await superuser.query(`reassign owned by ${pg.escapeIdentifier(account)} to current_user`)
  await superuser.query(`drop owned by ${pg.escapeIdentifier(account)} cascade`)
  await superuser.query(`drop role ${pg.escapeIdentifier(account)}`)
  await superuser.end()
})

/** A role with its database as a backend with a superuser's account made them. */
async function madeBefore(name: string, of: string): Promise<string> {
  const owner = { installation: of, cluster: 'a', project: 'p', deployment: 'd', service: name }
  const comment = markText({ ...owner, issue: '', retainedUntil: null })
  await before.createRole({ name, canLogin: true, connectionLimit: 3, settings: {}, comment })
  await before.createDatabase(name, name)
  await before.ownDatabase(name, name, comment)
  return comment
}

test('what a superuser made before is handed over, of this installation and no other', async () => {
  const [ours, theirs] = [`ours_${ran}`, `theirs_${ran}`]
  const comment = await madeBefore(ours, installation)
  await madeBefore(theirs, `${installation}-too`)
  const first = clientAt(await make(null))
  expect(await first.readRole(ours)).toMatchObject({ isHeld: false })
  await expect(first.dropDatabase(ours)).rejects.toMatchObject({ fault: 'refused' })
  await first.close()

  const client = clientAt(await make(installation))
  expect(await client.readRole(ours)).toMatchObject({ isHeld: true, members: [] })
  expect(await before.readRole(ours)).toMatchObject({ members: [] })
  await client.alterRole({ name: ours, canLogin: true, connectionLimit: 4, settings: {}, comment })
  await client.createSchema(ours, 'more', ours)
  await client.renameDatabase(ours, `${ours}_kept`, comment)
  await client.dropDatabase(`${ours}_kept`)
  await client.dropRole(ours)
  expect(await client.readRole(ours)).toBeNull()

  expect(await client.readRole(theirs)).toMatchObject({ isHeld: false, connectionLimit: 3 })
  await expect(client.dropDatabase(theirs)).rejects.toMatchObject({ fault: 'refused' })
  await client.close()
  await before.dropDatabase(theirs)
  await before.dropRole(theirs)
})

test('making the account again leaves it with no more than it needs, and with a new password', async () => {
  const old = await make(null)
  await superuser.query(`alter role ${pg.escapeIdentifier(account)} superuser replication bypassrls`)
  const url = await make(null)
  const client = clientAt(url)
  expect((await client.readRole(account))?.privileges).toEqual(['createdb', 'createrole'])
  await client.close()
  const late = clientAt(old)
  await expect(late.readRole(account)).rejects.toMatchObject({ fault: 'refused' })
  await late.close()
})
