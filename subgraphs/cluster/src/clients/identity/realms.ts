import { z } from 'zod'
import type { IdentityPort, NewRealm, RealmRepresentation } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import { clientPayload } from './clients.ts'
import type { Connection } from './connection.ts'
import { backend } from './faults.ts'
import { flowsPayload } from './flows.ts'
import { profilePayload } from './profile.ts'
import { providerMapperPayload, providerPayload } from './provider.ts'
import { revealed } from './revealed.ts'
import { scopePayload } from './scopes.ts'
import { managerRoles, realmManagement } from './managers.ts'

type Calls = 'readRealm' | 'listRealms' | 'createRealm' | 'updateRealm' | 'removeRealm' | 'endSessions'

const Realm = z
  .object({ realm: z.string(), attributes: z.record(z.string(), z.string()).optional() })
  .catchall(z.json())

export function realmCalls(connection: Connection): Pick<IdentityPort, Calls> {
  const { read, find, write, remove, create } = connection
  const readRealm = (realm: string): Promise<RealmRepresentation | null> =>
    find(`read the realm "${realm}"`, 'realm', Realm, (admin) => admin.realms.findOne({ realm }))
  return {
    readRealm,
    listRealms: () => listRealms(connection, () => read('list realms', z.array(Realm), (admin) => admin.realms.find())),
    createRealm: async (wished) => {
      const { realm } = wished.realm
      await create(
        `make the realm "${realm}"`,
        (admin) => admin.realms.create(newRealmPayload(wished)),
        async () => (await readRealm(realm)) !== null,
      )
    },
    updateRealm: (realm, { realm: _name, ...change }) =>
      write(`change the realm "${realm}"`, (admin) => admin.realms.update({ realm }, revealed(change))),
    removeRealm: (realm) => remove(`remove the realm "${realm}"`, (admin) => admin.realms.del({ realm })),
    endSessions: (realm) =>
      write(`end the sessions of the realm "${realm}"`, (admin) => admin.realms.logoutAll({ realm })),
  }
}

/**
 * The list is refused to an account that sees no realm at all. Only where it still has the right to make realms does
 * that mean that it made none; otherwise the account lost its rights, and nothing is known.
 */
async function listRealms(
  connection: Connection,
  list: () => Promise<readonly RealmRepresentation[]>,
): Promise<readonly RealmRepresentation[]> {
  try {
    return await list()
  } catch (error) {
    if (!(error instanceof PortError) || error.fault !== 'refused') throw error
    const roles = await connection.roles()
    if (roles.includes('create-realm')) return []
    throw new PortError(backend, 'refused', 'list realms: the account lost its right to make realms.', { cause: error })
  }
}

/** One call with everything. The keys are named, since the usual ones are RSA and take most of the time to make. */
function newRealmPayload({ realm, scopes, profile, flows, provider, users, clients }: NewRealm): object {
  return {
    ...revealed(realm),
    components: {
      'org.keycloak.keys.KeyProvider': [
        {
          name: 'ecdsa-generated',
          providerId: 'ecdsa-generated',
          config: { priority: ['100'], ecdsaEllipticCurveKey: ['P-256'] },
        },
      ],
      // Without one the server has a profile of its own.
      ...(Object.keys(profile).length > 0 && {
        'org.keycloak.userprofile.UserProfileProvider': [
          {
            providerId: 'declarative-user-profile',
            config: { 'kc.user.profile.config': [JSON.stringify(profilePayload(profile))] },
          },
        ],
      }),
    },
    clientScopes: scopes.map(scopePayload),
    ...flowsPayload(flows),
    ...(provider !== null && {
      identityProviders: [providerPayload(provider)],
      identityProviderMappers: provider.mappers.map((mapper) => providerMapperPayload(provider.alias, mapper)),
    }),
    users: users.map(({ isManager, requiredActions, ...user }) => ({
      ...user,
      requiredActions: [...requiredActions],
      ...(isManager && { clientRoles: { [realmManagement]: [...managerRoles] } }),
    })),
    clients: clients.map(clientPayload),
  }
}
