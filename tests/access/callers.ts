import { importJWK, SignJWT, type JWK } from 'jose'
import { auditorsGroup, operatorsGroup } from '@operations-manager/sandbox/identity/people.ts'
import { apiResource } from '@operations-manager/sandbox/identity/settings.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import { generateKeyPair } from 'jose'
import type { System } from '../system/start-system.ts'

/** Everybody who knocks at the doors, from nobody to platform operators. */
export const callers = [
  'nobody',
  'stranger',
  'unverified',
  'viewer',
  /** A token of the owner for the project, which may only read. */
  'readToken',
  'developer',
  'admin',
  'owner',
  'operator',
  'auditor',
  /** A token like `readToken`, revoked. */
  'revokedToken',
  /** The owner's address, verified, with another account of the provider. */
  'otherAccount',
  'expired',
  'otherAudience',
  'otherKey',
  'unsigned',
] as const
export type Caller = (typeof callers)[number]

/** Where members of the project have their addresses; nothing of it may reach others. */
export const memberDomain = 'marigold.example'

export const emailOf = (caller: Caller): string =>
  ['stranger', 'operator', 'auditor'].includes(caller) ? `${caller}@elsewhere.example` : `${caller}@${memberDomain}`

type Claims = { sub: string; email: string; email_verified: boolean; groups: readonly string[] }

/** The bearer token of each caller, made as the identity provider makes them; null: none is sent. */
export async function tokensOf({ sandbox, dataFolder }: System): Promise<Readonly<Record<Caller, string | null>>> {
  const { state } = await loadState(dataFolder)
  const ours = state.identityKey as JWK // an EC key, as the state was read
  const key = await importJWK(ours, 'ES256')
  const { privateKey: otherKey } = await generateKeyPair('ES256')
  const { issuer } = sandbox.addresses
  const sign = (claims: Claims, { audience = apiResource, seconds = 3_600, by = key } = {}): Promise<string> =>
    new SignJWT({ ...claims, name: claims.sub })
      .setProtectedHeader({ alg: 'ES256', kid: String(ours.kid) })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(by)
  const of = (caller: Caller, more: Partial<Claims> = {}): Claims => ({
    sub: `account of ${caller}`,
    email: emailOf(caller),
    email_verified: true,
    groups: [],
    ...more,
  })
  const owner = of('owner')
  const [header, payload] = (await sign(owner)).split('.')
  return {
    nobody: null,
    // Made when there is a project.
    readToken: null,
    revokedToken: null,
    stranger: await sign(of('stranger')),
    unverified: await sign(of('unverified', { email: owner.email, email_verified: false })),
    viewer: await sign(of('viewer')),
    developer: await sign(of('developer')),
    admin: await sign(of('admin')),
    owner: await sign(owner),
    operator: await sign(of('operator', { groups: [operatorsGroup] })),
    auditor: await sign(of('auditor', { groups: [auditorsGroup] })),
    otherAccount: await sign(of('otherAccount', { email: owner.email })),
    expired: await sign(owner, { seconds: -120 }),
    otherAudience: await sign(owner, { audience: 'urn:another:api' }),
    otherKey: await sign(owner, { by: otherKey }),
    unsigned: `${without(header, { alg: 'none' })}.${payload ?? ''}.`,
  }
}

function without(header = '', more: object): string {
  const claims = JSON.parse(Buffer.from(header, 'base64url').toString()) as object // a JWT header is one
  return Buffer.from(JSON.stringify({ ...claims, ...more })).toString('base64url')
}
