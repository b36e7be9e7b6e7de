import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { IdentityPort } from '../../ports/identity.ts'
import { evidenceFrom, type Evidence } from '../proofs.ts'
import type { IdentityDeps } from './deps.ts'
import { clientOutputs, type ClientInstance, type ClientWish } from './instance.ts'

/** An address that no deployment has: `.invalid` is reserved for that. */
const foreignAddress = 'https://somebody-else.invalid/'

/** Tries the client as an application would, and that it sends nobody to another's address. */
export function proveSignIn(
  { port }: IdentityDeps,
  instance: ClientInstance,
  wish: ClientWish,
  now: () => Date,
): Promise<readonly Proof[]> {
  const { realm, clientId } = instance
  return tryClient(port, { realm, clientId, ...expectedOf(instance, wish) }, evidenceFrom(port.proofsFrom, now))
}

/** What a sign-in client should show. */
export type ExpectedSignIn = {
  readonly issuer: string
  /** Where it sends people back to; `null`: the deployment has no address. */
  readonly address: string | null
  /** Whether people sign in through the organisation's provider. */
  readonly isBrokered: boolean
}

/** What the client of an instance should show. */
export function expectedOf(instance: ClientInstance, wish: ClientWish): ExpectedSignIn {
  return {
    issuer: clientOutputs(instance, new Secret(''))['issuer'] as string, // made of addresses only
    address: wish.addresses[0] ?? null,
    isBrokered: instance.settings.provider !== null,
  }
}

/** The proof itself, wherever it is made from. */
export async function tryClient(
  port: Pick<IdentityPort, 'readDiscovery' | 'tryAuthorization'>,
  client: ExpectedSignIn & { readonly realm: string; readonly clientId: string },
  evidence: Evidence,
): Promise<readonly Proof[]> {
  const { realm, clientId, issuer, address, isBrokered } = client
  const tryAddress = (returnTo: string) => port.tryAuthorization(realm, clientId, returnTo)
  const [discovery, own, foreign] = await Promise.all([
    port.readDiscovery(realm),
    address === null ? null : tryAddress(new URL('/', address).toString()),
    address === null ? null : tryAddress(foreignAddress),
  ])
  const proofs = [
    evidence(
      'Read the discovery document through the address that workloads use.',
      discovery === null ? 'There is none.' : `It names the issuer ${discovery.issuer}.`,
      discovery?.issuer === issuer,
    ),
  ]
  if (address === null || own === null || foreign === null)
    return [...proofs, { ...evidence('Asked to sign in.', 'The deployment has no address.', false), from: 'NOT_MADE' }]
  const expected = isBrokered ? 'redirect-to-provider' : 'sign-in-page'
  return [
    ...proofs,
    evidence(`Asked to sign in and return to ${address}.`, seenAs[own], own === expected),
    evidence("Asked to sign in and return to somebody else's address.", seenAs[foreign], foreign === 'refused'),
  ]
}

const seenAs = {
  'sign-in-page': 'A sign-in page was shown.',
  'redirect-to-provider': "It led to the organisation's provider.",
  refused: 'It was refused.',
} as const
