import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { evidenceFrom } from '../proofs.ts'
import type { IdentityDeps } from './deps.ts'
import { clientOutputs, type ClientInstance, type ClientWish } from './instance.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/** An address that no deployment has: `.invalid` is reserved for that. */
const foreignAddress = 'https://somebody-else.invalid/'

/** Tries the client as an application would, and that it sends nobody to another's address. */
export async function proveSignIn(
  { port }: IdentityDeps,
  instance: ClientInstance,
  wish: ClientWish,
  now: () => Date,
): Promise<readonly Proof[]> {
  const { realm, clientId, settings } = instance
  const evidence = evidenceFrom(port.proofsFrom, now)
  const issuer = clientOutputs(instance, new Secret(''))['issuer']
  const [address] = wish.addresses
  const tryAddress = (returnTo: string) => port.tryAuthorization(realm, clientId, returnTo)
  const [discovery, own, foreign] = await Promise.all([
    port.readDiscovery(realm),
    address === undefined ? null : tryAddress(new URL('/', address).toString()),
    address === undefined ? null : tryAddress(foreignAddress),
  ])
  const proofs = [
    evidence(
      'Read the discovery document through the address that workloads use.',
      discovery === null ? 'There is none.' : `It names the issuer ${discovery.issuer}.`,
      discovery?.issuer === issuer,
    ),
  ]
  if (address === undefined || own === null || foreign === null)
    return [...proofs, { ...evidence('Asked to sign in.', 'The deployment has no address.', false), from: 'NOT_MADE' }]
  const expected = settings.provider === null ? 'sign-in-page' : 'redirect-to-provider'
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
