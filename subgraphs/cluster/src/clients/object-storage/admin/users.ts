import { z } from 'zod'
import type { ObjectStoragePort } from '../../../ports/object-storage.ts'
import type { Caller } from '../caller.ts'
import { nullWhen, tolerating } from '../faults.ts'
import { readJson } from '../xml.ts'
import type { Sealer } from './sealer.ts'

const User = z.looseObject({
  /** Joined by commas. */
  policyName: z.string().default(''),
  status: z.enum(['enabled', 'disabled']),
  memberOf: z.array(z.string()).nullish(),
})

type UserCalls = 'readUser' | 'setUser' | 'setUserEnabled' | 'removeUser' | 'attachPolicy' | 'leaveGroup'

/** Users, what is attached to them, and the groups they are in. */
export function userCalls({ admin }: Caller, sealer: Sealer): Pick<ObjectStoragePort, UserCalls> {
  return {
    readUser: async (accessKey) => {
      const doing = `read the user "${accessKey}"`
      const answer = await nullWhen(
        admin(doing, { method: 'GET', call: 'user-info', query: { accessKey } }),
        'XMinioAdminNoSuchUser',
      )
      if (answer === null) return null
      const { policyName, status, memberOf } = readJson(User, answer.text, doing)
      const policies = policyName.split(',').filter((name) => name !== '')
      return { accessKey, isEnabled: status === 'enabled', policies, groups: memberOf ?? [] }
    },
    setUser: async (accessKey, secretKey) => {
      const plain = JSON.stringify({ secretKey: secretKey.reveal(), status: 'enabled' })
      const body = await sealer.seal(Buffer.from(plain, 'utf8'))
      const headers = { 'content-type': 'application/octet-stream' }
      await admin(`set the user "${accessKey}"`, {
        method: 'PUT',
        call: 'add-user',
        query: { accessKey },
        headers,
        body,
      })
    },
    setUserEnabled: async (accessKey, isEnabled) => {
      const query = { accessKey, status: isEnabled ? 'enabled' : 'disabled' }
      await admin(`set the status of the user "${accessKey}"`, { method: 'PUT', call: 'set-user-status', query })
    },
    removeUser: (accessKey) =>
      tolerating(
        admin(`remove the user "${accessKey}"`, { method: 'DELETE', call: 'remove-user', query: { accessKey } }),
        'XMinioAdminNoSuchUser',
      ),
    attachPolicy: async (accessKey, policy) => {
      const query = { policyName: policy, userOrGroup: accessKey, isGroup: 'false' }
      await admin(`attach the policy of "${accessKey}"`, { method: 'PUT', call: 'set-user-or-group-policy', query })
    },
    leaveGroup: async (accessKey, group) => {
      const body = JSON.stringify({ group, members: [accessKey], isRemove: true, groupStatus: 'enabled' })
      await admin(`take "${accessKey}" out of a group`, { method: 'PUT', call: 'update-group-members', body })
    },
  }
}
