import { z } from 'zod'
import type { IdentityPort, ProfileRepresentation } from '../../ports/identity.ts'
import type { Connection } from './connection.ts'

type ProfileAttribute = ProfileRepresentation[string]

const whose = z.array(z.enum(['admin', 'user'])).default([])
const Profile = z.object({
  attributes: z.array(
    z.object({
      name: z.string(),
      required: z.unknown().optional(),
      permissions: z.object({ view: whose, edit: whose }).default({ view: [], edit: [] }),
      validations: z.record(z.string(), z.record(z.string(), z.json())).default({}),
    }),
  ),
})

/** The profile as the server takes it. */
export function profilePayload(profile: ProfileRepresentation) {
  return {
    attributes: Object.entries(profile).map(([name, { isRequired, view, edit, validations }]) => ({
      name,
      displayName: `\${${name}}`,
      validations: { ...validations },
      permissions: { view: [...view], edit: [...edit] },
      ...(isRequired && { required: { roles: ['user'] } }),
    })),
  }
}

export function profileCalls({ read, write }: Connection): Pick<IdentityPort, 'readProfile' | 'putProfile'> {
  return {
    readProfile: async (realm) => {
      const { attributes } = await read(`read the user profile of "${realm}"`, Profile, (admin) =>
        admin.users.getProfile({ realm }),
      )
      return Object.fromEntries(
        attributes.map(({ name, required, permissions, validations }): [string, ProfileAttribute] => [
          name,
          { isRequired: required != null, ...permissions, validations },
        ]),
      )
    },
    putProfile: (realm, profile) =>
      write(`change the user profile of "${realm}"`, (admin) =>
        admin.users.updateProfile({ realm, ...profilePayload(profile) }),
      ),
  }
}
