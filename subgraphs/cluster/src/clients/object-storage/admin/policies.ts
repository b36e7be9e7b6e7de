import { z } from 'zod'
import type { ObjectStoragePort, ObservedStatement, PolicyStatement } from '../../../ports/object-storage.ts'
import type { Caller } from '../caller.ts'
import { nullWhen } from '../faults.ts'
import { readJson } from '../xml.ts'

const Texts = z.union([z.string().transform((text) => [text]), z.array(z.string())])

/** What our statements are made of; one that has more (a condition, say) means something else. */
const Statement = z.strictObject({
  Sid: z.string().default(''),
  Effect: z.enum(['Allow', 'Deny']),
  Action: Texts,
  Resource: Texts.default([]),
})
const Sid = z.looseObject({ Sid: z.string().default('') })
const Policy = z.looseObject({ Statement: z.array(z.unknown()) })

/** Policies that can be attached to users. */
export function policyCalls({ admin }: Caller): Pick<ObjectStoragePort, 'readPolicy' | 'setPolicy' | 'removePolicy'> {
  return {
    readPolicy: async (name) => {
      const doing = `read the policy "${name}"`
      const answer = await nullWhen(
        admin(doing, { method: 'GET', call: 'info-canned-policy', query: { name } }),
        'XMinioAdminNoSuchPolicy',
      )
      if (answer === null) return null
      return readJson(Policy, answer.text, doing).Statement.map((statement) => readStatement(statement))
    },
    setPolicy: async (name, statements) => {
      const body = JSON.stringify({ Version: '2012-10-17', Statement: statements.map(writeStatement) })
      const headers = { 'content-type': 'application/json' }
      const query = { name }
      await admin(`set the policy "${name}"`, { method: 'PUT', call: 'add-canned-policy', query, headers, body })
    },
    removePolicy: async (name) => {
      await admin(`remove the policy "${name}"`, { method: 'DELETE', call: 'remove-canned-policy', query: { name } })
    },
  }
}

function readStatement(statement: unknown): ObservedStatement {
  const ours = Statement.safeParse(statement)
  if (!ours.success)
    return { sid: Sid.safeParse(statement).data?.Sid ?? '', effect: 'other', actions: [], resources: [] }
  const { Sid: sid, Effect, Action, Resource } = ours.data
  return { sid, effect: Effect === 'Allow' ? 'allow' : 'deny', actions: Action, resources: Resource }
}

function writeStatement({ sid, effect, actions, resources }: PolicyStatement): Readonly<Record<string, unknown>> {
  return {
    ...(sid !== '' && { Sid: sid }),
    Effect: effect === 'deny' ? 'Deny' : 'Allow',
    Action: actions,
    ...(resources.length > 0 && { Resource: resources }),
  }
}
