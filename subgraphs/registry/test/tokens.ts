import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { ask, type Answer } from './client.ts'
import type { TestRegistry } from './registry.ts'

const day = 24 * 60 * 60 * 1000

export function inDays(days: number): string {
  return new Date(Date.now() + days * day).toISOString()
}

const tokenFields =
  'id name prefix kind state project scopes deployments documents { hash variables } createdBy { name email } expiresAt lastUsedAt revokedAt'

/** What `createToken` answers, or the whole answer where it was refused at the top level. */
export async function createToken(
  registry: TestRegistry,
  caller: Caller,
  input: Record<string, unknown> = {},
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape of an answer is what each test says
): Promise<any> {
  const answer = await ask(
    registry,
    caller,
    `mutation ($input: CreateTokenInput!) {
      createToken(input: $input) { secret token { ${tokenFields} } problems { code path message } }
    }`,
    { input: { project: 'shop', name: `token ${Math.random()}`, scopes: ['READ'], expiresAt: inDays(1), ...input } },
  )
  return answer.data?.createToken ?? answer
}

/** A new token as its bearer, for whom the gateway signs. */
export async function bearer(
  registry: TestRegistry,
  maker: Caller,
  input: Record<string, unknown> = {},
): Promise<Extract<Caller, { type: 'token' }>> {
  const { token } = await createToken(registry, maker, input)
  const createdBy = maker.type === 'person' ? (maker.email ?? '') : ''
  return { type: 'token', token: token.id, name: token.name, createdBy }
}

export function revokeToken(registry: TestRegistry, caller: Caller, id: string): Promise<Answer> {
  const mutation = `mutation ($id: ID!) {
    revokeToken(input: { token: $id }) { token { state } problems { code } }
  }`
  return ask(registry, caller, mutation, { id })
}
