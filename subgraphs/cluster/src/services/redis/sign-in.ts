import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { seenWhen, type Evidence } from '../proofs.ts'
import type { RedisSignIns, SignIn } from './client.ts'

/** Tries a server as a workload does that uses it: the account works, and nobody gets further than it or in without it. */
export async function trySignIn(
  port: RedisSignIns,
  signIn: NonNullable<SignIn>,
  evidence: Evidence,
): Promise<readonly Proof[]> {
  const tried = await seenWhen(() => port.tryKey(signIn))
  const isClosed = await port.isRefused(null, ['PING'])
  const isBound = await port.isRefused(signIn, ['CONFIG', 'GET', 'maxmemory'])
  return [
    evidence(`Signed in as "${signIn.user}", set, read and deleted a key.`, tried.seen, tried.passed, tried.fault),
    evidence(
      'Asked for something without an account.',
      isClosed ? 'It was refused.' : 'It was answered.',
      isClosed,
      'invalid',
    ),
    evidence(
      `Asked as "${signIn.user}" for the configuration of the server.`,
      isBound ? 'It was refused.' : 'It was answered.',
      isBound,
      'invalid',
    ),
  ]
}
