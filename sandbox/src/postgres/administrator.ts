import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

export type AdministratorOptions = {
  readonly account: string
  /** Whose earlier work is handed over to it; `null`: there is none. */
  readonly installation: string | null
  /** Whether the server is ours alone, so that its own databases may be closed to everybody else. */
  readonly ownsServer: boolean
}

/**
 * Makes the account that a cluster backend administers the tenants' PostgreSQL with, by the very files that an operator
 * runs. Its password is a new one each time. Answers its address.
 */
export async function makeAdministrator(superuser: Secret, options: AdministratorOptions): Promise<Secret> {
  const { account, installation, ownsServer } = options
  const password = new Secret(randomBytes(24).toString('hex'))
  const client = new pg.Client({ connectionString: superuser.reveal() })
  await client.connect()
  try {
    await client.query("select set_config('operations_manager.account', $1, false)", [account])
    await client.query(await deployed('administrator.sql'))
    if (ownsServer) await client.query(await deployed('closed-databases.sql'))
    if (installation !== null) {
      await client.query("select set_config('operations_manager.installation', $1, false)", [installation])
      await client.query(await deployed('hand-over.sql'))
    }
    const verifier = pg.escapeLiteral(await scramVerifier(password))
    await client.query(`alter role ${pg.escapeIdentifier(account)} password ${verifier}`)
  } finally {
    await client.end()
  }
  const url = new URL(superuser.reveal())
  url.username = account
  url.password = password.reveal()
  return new Secret(url.href)
}

function deployed(file: string): Promise<string> {
  return readFile(new URL(`../../../deploy/postgresql/${file}`, import.meta.url), 'utf8')
}
