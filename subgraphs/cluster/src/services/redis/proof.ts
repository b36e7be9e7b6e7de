import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { observeServer } from '../../kinds/rollout/observed.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import type { Instance } from '../instance.ts'
import { evidenceFrom } from '../proofs.ts'
import type { CredentialDeps } from './credentials.ts'
import { redisOutputs, redisUser } from './instance.ts'
import { isPublishedAs } from '../../credentials/outputs.ts'
import { isReady } from './publish.ts'

/**
 * What the cluster backend can see of a server that no network lets it reach: its pod signs in with the account to be
 * ready, and the password that it was started with is the one that workloads have.
 */
export async function proveRedis(
  { kubernetes, credentials }: CredentialDeps,
  instance: Instance,
  from: Proof['from'],
  now: () => Date,
): Promise<readonly Proof[]> {
  const [published, rollout] = await Promise.all([
    credentials.readPublished(instance.place),
    observeServer(kubernetes, instance.owner, instance.service),
  ])
  if (published === null) throw new Waiting('the published credentials', 2_000)
  const isSame = isPublishedAs(published, redisOutputs(instance, published.secret))
  const passed = isReady(rollout) && isSame
  const evidence = evidenceFrom(from, now)
  return [
    evidence(
      `Looked whether the pod of "${instance.service}" signs in to its server as "${redisUser}".`,
      passed ? 'It does: the pod is ready, which it is only then.' : 'The pod is not ready.',
      passed,
    ),
  ]
}
