import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { openText, sealText } from '@operations-manager/schema/sealing/envelope.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { LiveDeps } from '../live/deps.ts'
import { PortError } from '../ports/port-error.ts'
import { aSpec, aWish } from '../reconcile/testing/builders.ts'
import { foreignInstallation } from './engine.ts'
import { linkHandlers, type HandlerDeps } from './handlers.ts'

const never = new AbortController().signal

async function aKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

function handlersOf(identity: string, over: Partial<HandlerDeps> = {}) {
  return linkHandlers({
    executor: {
      execute: ({ authorization, proof, body }) =>
        Promise.resolve({ status: 200, contentType: 'application/json', body: `${authorization} ${proof} ${body}` }),
    },
    live: {
      cluster: 'cluster-a',
      wishes: { current: (id: string) => ({ id, wish: null, last: null }) },
    } as unknown as LiveDeps,
    ageIdentity: new Secret(identity),
    actOnOrphan: () => Promise.reject(new Error('no orphan is asked for')),
    resetSignIn: (_deployment, email) => Promise.resolve({ username: email, password: new Secret('temporary-1') }),
    ...over,
  })
}

async function one<T>(values: AsyncIterable<T>): Promise<T> {
  for await (const value of values) return value
  throw new Error('no value')
}

describe('what a cluster answers over the link', () => {
  test('GraphQL goes to the same executor as over HTTP, with its caller', async () => {
    const { graphql } = handlersOf((await aKey()).identity)
    const asked = {
      type: 'graphql',
      id: '1',
      body: '{}',
      authorization: 'Bearer t',
      proof: 'p',
      deadlineMs: 100,
    } as const
    expect(await one(graphql(asked, never))).toEqual({
      status: 200,
      contentType: 'application/json',
      body: 'Bearer t p {}',
    })
  })

  test('a value sealed for this cluster is sealed again for others, who can open it', async () => {
    const [ours, other] = [await aKey(), await aKey()]
    const envelope = await sealText('value', [ours.recipient])
    const asked = { type: 'reseal' as const, id: '1', envelope, recipients: [other.recipient] }
    const answer = await one(handlersOf(ours.identity).reseal(asked, never))
    expect(await openText(answer.envelope, other.identity)).toBe('value')
    await expect(openText(answer.envelope, ours.identity)).rejects.toMatchObject({ name: 'EnvelopeError' })
  })

  test('an envelope that is not for this cluster is refused with its code', async () => {
    const [ours, other] = [await aKey(), await aKey()]
    const envelope = await sealText('value', [other.recipient])
    const asked = { type: 'reseal' as const, id: '1', envelope, recipients: [ours.recipient] }
    await expect(one(handlersOf(ours.identity).reseal(asked, never))).rejects.toMatchObject({
      code: 'SECRET_UNREADABLE',
    })
  })

  test('a temporary password travels only sealed for the one who asked', async () => {
    const asker = await aKey()
    const { 'reset-sign-in': reset } = handlersOf((await aKey()).identity)
    const question = {
      type: 'reset-sign-in',
      id: '1',
      deployment: 'd',
      email: 'a@example.org',
      recipient: asker.recipient,
    } as const
    const answer = await one(reset(question, never))
    expect(JSON.stringify(answer)).not.toContain('temporary-1')
    expect(await openText(answer.envelope, asker.identity)).toBe('temporary-1')
  })

  test.each([
    ['unavailable', 'BACKEND_UNAVAILABLE'],
    ['refused', 'BACKEND_REFUSED'],
  ] as const)('a backend that is %s is told without what it said', async (fault, code) => {
    const resetSignIn = () => Promise.reject(new PortError('identity', fault, 'password=hunter2'))
    const { 'reset-sign-in': reset } = handlersOf((await aKey()).identity, { resetSignIn })
    const { recipient } = await aKey()
    const question = { type: 'reset-sign-in', id: '1', deployment: 'd', email: 'a@example.org', recipient } as const
    const answer = one(reset(question, never))
    await expect(answer).rejects.toMatchObject({ code })
    await expect(answer).rejects.not.toThrow('hunter2')
  })

  test('logs of what this cluster was never told of are not found', async () => {
    const { logs } = handlersOf((await aKey()).identity)
    const asked = { type: 'logs', id: '1', deployment: aWish().id, component: 'web', since: null } as const
    await expect(one(logs(asked, never))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('a wish of another installation is not carried out: nothing could be recognised as ours afterwards', () => {
  const spec = aSpec()
  expect(foreignInstallation(spec.installation, aWish({ spec }))).toBeNull()
  expect(foreignInstallation('another', aWish({ spec }))).toMatchObject({ code: 'OWNED_BY_OTHERS' })
})
