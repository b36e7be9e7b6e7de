import { z } from 'zod'
import type { IdentityPort } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Connection } from './connection.ts'
import { backend } from './faults.ts'
import { User } from './users.ts'

/** The client of each realm that holds the rights over it. */
export const realmManagement = 'realm-management'

/** What a manager of users may do. Never `manage-realm`: who has that may remove the realm. */
export const managerRoles = ['manage-users', 'view-users', 'query-users', 'view-realm'] as const

const Role = z.object({ id: z.string(), name: z.string() })
type Role = z.output<typeof Role>

export function managerCalls(connection: Connection): Pick<IdentityPort, 'readManagers' | 'setManager'> {
  const { read, write } = connection
  const rolesOf = (realm: string, id: string, clientUniqueId: string): Promise<readonly Role[]> =>
    read(`read the rights of a user of "${realm}"`, z.array(Role), (admin) =>
      admin.users.listClientRoleMappings({ realm, id, clientUniqueId }),
    )
  const managementOf = rememberedClients(connection)
  return {
    readManagers: (realm) =>
      managementOf(realm, async (client) => {
        const users = await read(`read who manages "${realm}"`, z.array(User), (admin) =>
          // Without an end: fewer than there are would be taken for too few.
          admin.clients.findUsersWithRole({ realm, id: client, roleName: managerRoles[0], first: 0, max: -1 }),
        )
        return Promise.all(
          users.map(async ({ id, email }) => ({ id, email, isExact: isExact(await rolesOf(realm, id, client)) })),
        )
      }),
    setManager: (realm, id, isManager) =>
      managementOf(realm, async (clientUniqueId) => {
        const doing = `${isManager ? 'give' : 'take'} rights of a user of "${realm}"`
        const seen = await rolesOf(realm, id, clientUniqueId)
        const surplus = isManager ? seen.filter(({ name }) => !isManagerRole(name)) : seen
        if (surplus.length > 0)
          await write(doing, (admin) =>
            admin.users.delClientRoleMappings({ realm, id, clientUniqueId, roles: [...surplus] }),
          )
        const missing = managerRoles.filter((role) => !seen.some(({ name }) => name === role))
        if (!isManager || missing.length === 0) return
        const all = await read(`read the rights over "${realm}"`, z.array(Role), (admin) =>
          admin.clients.listRoles({ realm, id: clientUniqueId }),
        )
        const roles = all.filter(({ name }) => missing.some((role) => role === name))
        await write(doing, (admin) => admin.users.addClientRoleMappings({ realm, id, clientUniqueId, roles }))
      }),
  }
}

function isManagerRole(name: string): boolean {
  return managerRoles.some((role) => role === name)
}

function isExact(roles: readonly Role[]): boolean {
  return roles.length === managerRoles.length && roles.every(({ name }) => isManagerRole(name))
}

const Client = z.object({ id: z.string() })
const mostRemembered = 10_000

/**
 * The id of that client never changes as long as the realm lives, so it is asked for once. A realm that was made again
 * has another one: the old one is not found, is forgotten, and asked for again.
 */
function rememberedClients({ read }: Connection) {
  const known = new Map<string, string>()
  const ask = async (realm: string): Promise<string> => {
    const [client] = await read(`read the rights over "${realm}"`, z.array(Client), (admin) =>
      admin.clients.find({ realm, clientId: realmManagement }),
    )
    if (client === undefined)
      throw new PortError(backend, 'invalid', `read the rights over "${realm}": the realm has none.`)
    if (known.size >= mostRemembered) known.clear()
    known.set(realm, client.id)
    return client.id
  }
  return async <Answer>(realm: string, work: (client: string) => Promise<Answer>): Promise<Answer> => {
    const remembered = known.get(realm)
    if (remembered === undefined) return work(await ask(realm))
    try {
      return await work(remembered)
    } catch (error) {
      if (!(error instanceof PortError) || error.fault !== 'not-found') throw error
      known.delete(realm)
      return work(await ask(realm))
    }
  }
}
