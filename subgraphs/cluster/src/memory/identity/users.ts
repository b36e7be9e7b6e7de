import { randomUUID } from 'node:crypto'
import type { IdentityPort, NewUser, UserRepresentation } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import type { StoredUser, World } from './world.ts'

type UserCalls =
  | 'findUsers'
  | 'createUser'
  | 'updateUser'
  | 'sendPasswordMail'
  | 'setTemporaryPassword'
  | 'readManagers'
  | 'setManager'

export function userCalls(world: World): Pick<IdentityPort, UserCalls> {
  const change = (call: string, name: string, id: string, part: Partial<StoredUser>): Promise<void> =>
    world.change(call, name, (realm) => {
      if (!realm.users.some((one) => one.id === id)) world.missing('User not found.')
      realm.users = realm.users.map((one) => (one.id === id ? { ...one, ...part } : one))
    })
  return {
    findUsers: (name, emails) =>
      world.look('findUsers', () => {
        const wanted = emails.map((email) => email.toLowerCase())
        return world
          .realm(name)
          .users.filter(({ email }) => wanted.includes(email))
          .map(publicUser)
      }),
    createUser: (name, user) =>
      world.change('createUser', name, (realm) => {
        const made = newUser(user, false)
        if (made.username.length < 3) throw new PortError(world.name, 'invalid', 'error-invalid-length')
        if (realm.users.some((one) => one.username === made.username || one.email === made.email))
          throw new PortError(world.name, 'exists', 'User exists with same username or email.')
        realm.users.push(made)
      }),
    updateUser: (name, id, part) => change('updateUser', name, id, part),
    sendPasswordMail: async (name, id) => {
      await change('sendPasswordMail', name, id, {})
      // Without a mail server the real one answers with an internal error.
      if (world.realm(name).settings['smtpServer'] === undefined)
        throw new PortError(world.name, 'unavailable', 'Failed to send execute actions email.')
    },
    setTemporaryPassword: (name, id, password) =>
      change('setTemporaryPassword', name, id, {
        temporaryPassword: password.reveal(),
        requiredActions: ['UPDATE_PASSWORD'],
      }),
    readManagers: (name) =>
      world.look('readManagers', () =>
        world
          .realm(name)
          .users.filter(({ isManager }) => isManager === true)
          .map(({ id, email }) => ({ id, email, isExact: true })),
      ),
    setManager: (name, id, isManager) => change('setManager', name, id, { isManager }),
  }
}

/** A user as it is kept: names and addresses are written small. */
export function newUser(user: NewUser, isManager: boolean): StoredUser {
  const { username, email, emailVerified, enabled, requiredActions } = user
  const names = { username: username.toLowerCase(), email: email.toLowerCase() }
  return { id: randomUUID(), ...names, emailVerified, enabled, requiredActions, isManager }
}

function publicUser(user: StoredUser): UserRepresentation {
  const { id, username, email, emailVerified, enabled, requiredActions } = user
  return { id, username, email, emailVerified, enabled, requiredActions }
}
