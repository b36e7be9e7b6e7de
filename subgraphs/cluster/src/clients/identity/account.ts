import { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import client from '../../../../../deploy/keycloak/client.json' with { type: 'json' }
import { openConnection, type Connection, type IdentityAddress } from './connection.ts'
import type { Account } from './token.ts'

const master = 'master'
/** All that it may do beyond the realms that it makes itself: the server gives the maker of a realm rights over it. */
const roleName = 'create-realm'

const Id = z.object({ id: z.string() })
const Role = z.object({ id: z.string(), name: z.string() })

/**
 * Makes the service account that a cluster backend works with, or brings it to what it should be. `address` is of
 * somebody who may administer the realm `master`, such as the server's bootstrap client, who is needed for nothing else.
 */
export async function makeAccount(
  address: Omit<IdentityAddress, 'workloadUrl'>,
  clientId: string,
  clientSecret: Secret,
): Promise<Account> {
  const connection = openConnection({ ...address, workloadUrl: address.url })
  try {
    const id = await putClient(connection, clientId, clientSecret)
    await giveRole(connection, id)
    return { clientId, clientSecret }
  } finally {
    await connection.close()
  }
}

async function putClient({ read, write }: Connection, clientId: string, clientSecret: Secret): Promise<string> {
  const find = () => read('find the account', z.array(Id), (admin) => admin.clients.find({ realm: master, clientId }))
  const payload = { ...client, clientId, secret: clientSecret.reveal() }
  const [found] = await find()
  if (found !== undefined) {
    await write('change the account', (admin) => admin.clients.update({ realm: master, id: found.id }, payload))
    return found.id
  }
  await write('make the account', (admin) => admin.clients.create({ realm: master, ...payload }))
  const [made] = await find()
  if (made === undefined) throw new Error('the account that was just made is not there')
  return made.id
}

async function giveRole({ read, write }: Connection, id: string): Promise<void> {
  const user = await read('find the user of the account', Id, (admin) =>
    admin.clients.getServiceAccountUser({ realm: master, id }),
  )
  const role = await read('find the right to make realms', Role, (admin) =>
    admin.roles.findOneByName({ realm: master, name: roleName }),
  )
  await write('give the account its right', (admin) =>
    admin.users.addRealmRoleMappings({ realm: master, id: user.id, roles: [role] }),
  )
}
