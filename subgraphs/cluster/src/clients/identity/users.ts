import { z } from 'zod'
import type { IdentityPort } from '../../ports/identity.ts'
import type { Connection } from './connection.ts'

type Calls = 'findUsers' | 'createUser' | 'updateUser' | 'sendPasswordMail' | 'setTemporaryPassword'

export const User = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string().default(''),
  emailVerified: z.boolean().default(false),
  enabled: z.boolean().default(false),
  requiredActions: z.array(z.string()).default([]),
})

export function userCalls({ read, write, create }: Connection): Pick<IdentityPort, Calls> {
  const findUser = (realm: string, email: string) =>
    read(`find a user of "${realm}"`, z.array(User), (admin) => admin.users.find({ realm, email, exact: true }))
  return {
    // The server has no question for several addresses, and listing all users may be thousands.
    findUsers: async (realm, emails) => {
      const distinct = [...new Set(emails.map((email) => email.toLowerCase()))]
      return (await Promise.all(distinct.map((email) => findUser(realm, email)))).flat()
    },
    createUser: async (realm, user) => {
      await create(
        `make a user in "${realm}"`,
        (admin) => admin.users.create({ realm, ...user, requiredActions: [...user.requiredActions] }),
        async () => (await findUser(realm, user.email)).length > 0,
      )
    },
    updateUser: (realm, id, { requiredActions, ...change }) =>
      write(`change a user of "${realm}"`, (admin) =>
        admin.users.update(
          { realm, id },
          { ...change, ...(requiredActions !== undefined && { requiredActions: [...requiredActions] }) },
        ),
      ),
    sendPasswordMail: (realm, id) =>
      write(`have a mail sent to a user of "${realm}"`, (admin) =>
        admin.users.executeActionsEmail({ realm, id, actions: ['UPDATE_PASSWORD'] }),
      ),
    setTemporaryPassword: (realm, id, password) =>
      write(`set a temporary password of a user of "${realm}"`, (admin) =>
        admin.users.resetPassword({
          realm,
          id,
          credential: { type: 'password', temporary: true, value: password.reveal() },
        }),
      ),
  }
}
