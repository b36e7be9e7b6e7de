import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { policyCalls } from './admin/policies.ts'
import { createSealer } from './admin/sealer.ts'
import { userCalls } from './admin/users.ts'
import { callerOf } from './caller.ts'
import type { Account, Connection } from './connection.ts'

const policyFile = new URL('../../../../../deploy/minio/policy.json', import.meta.url)

/** An account with the rights that the cluster backend is documented to need, and nothing else. */
export async function makePlatformAccount(
  connection: Connection,
  root: Account,
): Promise<{ readonly account: Account; readonly remove: () => Promise<void> }> {
  const caller = callerOf(connection, root)
  const users = userCalls(caller, createSealer(root.secretKey))
  const name = `platform-${randomBytes(6).toString('hex')}`
  const account = { accessKey: name, secretKey: new Secret(randomBytes(20).toString('hex')) }
  const body = await readFile(policyFile, 'utf8')
  await caller.admin('set the policy of the platform', {
    method: 'PUT',
    call: 'add-canned-policy',
    query: { name },
    body,
  })
  await users.setUser(name, account.secretKey)
  await users.attachPolicy(name, name)
  return {
    account,
    remove: async () => {
      await users.removeUser(name)
      await policyCalls(caller).removePolicy(name)
    },
  }
}
