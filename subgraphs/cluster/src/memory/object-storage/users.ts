import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { PortError } from '../../ports/port-error.ts'
import type { User, World } from './world.ts'

type UserCalls = 'readUser' | 'setUser' | 'setUserEnabled' | 'removeUser' | 'attachPolicy' | 'leaveGroup'

export function userCalls(world: World): Pick<ObjectStoragePort, UserCalls> {
  const change = async (call: string, accessKey: string, apply: (user: User) => void): Promise<void> => {
    await world.enter(call)
    apply(world.user(accessKey))
    world.changed()
  }
  return {
    readUser: async (accessKey) => {
      await world.enter('readUser')
      const user = world.users.get(accessKey)
      if (user === undefined) return null
      const { isEnabled, policies, groups } = user
      return { accessKey, isEnabled, policies: [...policies], groups: [...groups] }
    },
    setUser: async (accessKey, secretKey) => {
      await world.enter('setUser')
      if (accessKey.length < 3 || accessKey.length > 128 || secretKey.reveal().length < 8)
        throw new PortError(world.name, 'invalid', 'The access key or secret key is too short or too long.')
      // As the real one does: an existing user gets the new key without a word.
      const { policies = [], groups = [] } = world.users.get(accessKey) ?? {}
      world.users.set(accessKey, { secretKey: secretKey.reveal(), isEnabled: true, policies, groups })
      world.changed()
    },
    setUserEnabled: (accessKey, isEnabled) =>
      change('setUserEnabled', accessKey, (user) => (user.isEnabled = isEnabled)),
    removeUser: async (accessKey) => {
      await world.enter('removeUser')
      if (world.users.delete(accessKey)) world.changed()
    },
    attachPolicy: (accessKey, policy) =>
      change('attachPolicy', accessKey, (user) => {
        world.policy(policy)
        user.policies = [policy]
      }),
    leaveGroup: (accessKey, group) =>
      change('leaveGroup', accessKey, (user) => (user.groups = user.groups.filter((one) => one !== group))),
  }
}

export function policyCalls(world: World): Pick<ObjectStoragePort, 'readPolicy' | 'setPolicy' | 'removePolicy'> {
  return {
    readPolicy: async (name) => {
      await world.enter('readPolicy')
      // The real server keeps sets and gives them back in an order of its own.
      const statements = world.policies.get(name)
      return (
        statements?.map(({ sid, effect, actions, resources }) => ({
          sid,
          effect,
          actions: actions.toSorted().toReversed(),
          resources: [...resources],
        })) ?? null
      )
    },
    setPolicy: async (name, statements) => {
      await world.enter('setPolicy')
      world.policies.set(name, structuredClone(statements))
      world.changed()
    },
    removePolicy: async (name) => {
      await world.enter('removePolicy')
      if ([...world.users.values()].some(({ policies }) => policies.includes(name)))
        throw new PortError(world.name, 'conflict', `The policy "${name}" is in use.`)
      if (world.policies.delete(name)) world.changed()
    },
  }
}
