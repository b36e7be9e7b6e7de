import type { Published } from '../../credentials/credential.ts'
import { asSecrets, isPublishedAs } from '../../credentials/outputs.ts'
import { usedCredential } from '../../credentials/used.ts'
import { observeServer, type ObservedRollout } from '../../kinds/rollout/observed.ts'
import { endOf } from '../../kinds/rollout/pod-faults.ts'
import { bindStep } from '../../reconcile/bind.ts'
import { Waiting, type Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import type { Instance } from '../instance.ts'
import type { CredentialDeps } from './credentials.ts'
import { redisOutputs } from './instance.ts'
import { serverProblem } from './problems.ts'

type Observed = {
  readonly rollout: ObservedRollout | null
  readonly hasPending: boolean
  /** Whether what is published is what workloads need now. */
  readonly isPublishedRight: boolean
}

type Action = { readonly type: 'publish-credentials'; readonly service: string }

export type PublishOptions = {
  readonly now: () => Date
  /** How long a pod may find no node before that is a problem. */
  readonly unschedulableAfterSeconds: number
}

const retryMs = 500

/** Publishes the password for the workloads once the server takes it; done while the server is ready. */
export function publishStep(deps: CredentialDeps, instance: Instance, options: PublishOptions): BoundStep {
  return bindStep<null, null, Observed, Action>({
    backend: 'kubernetes',
    id: null,
    kind: {
      name: 'server',
      observe: () => observe(deps, instance),
      plan: (_desired, observed) =>
        isReady(observed?.rollout ?? null) && (observed?.hasPending === true || observed?.isPublishedRight === false)
          ? [{ type: 'publish-credentials', service: instance.service }]
          : [],
      apply: () => publish(deps, instance),
    },
    desired: () => null,
    settled: (observed) => outcomeOf(instance, observed?.rollout ?? null, options),
  })
}

async function observe({ kubernetes, credentials }: CredentialDeps, instance: Instance): Promise<Observed> {
  const [rollout, pending, published] = await Promise.all([
    observeServer(kubernetes, instance.owner, instance.service),
    credentials.readPending(instance.place),
    credentials.readPublished(instance.place),
  ])
  const isPublishedRight = published !== null && isPublishedAs(published, redisOutputs(instance, published.secret))
  return { rollout, hasPending: pending !== null, isPublishedRight }
}

/**
 * A pod of the newest template is ready, which it is only when the account could sign in, and none of an older one is
 * left. One that the node has put out stays listed, does nothing and is replaced, so it does not count.
 */
export function isReady(rollout: ObservedRollout | null): boolean {
  if (rollout === null || !rollout.isSeen || rollout.total > 1) return false
  const { pods } = rollout
  return pods.every(({ isNew, isEnding }) => isNew && !isEnding) && pods.some(({ isReady: ready }) => ready)
}

async function publish({ credentials }: CredentialDeps, instance: Instance): Promise<void> {
  const credential = await usedCredential(credentials, instance.place)
  if (credential === null) throw new Waiting('the recorded credentials', 1_000)
  const published: Published = { ...credential, outputs: asSecrets(redisOutputs(instance, credential.secret)) }
  await credentials.publish(instance.place, published)
}

function outcomeOf(instance: Instance, rollout: ObservedRollout | null, options: PublishOptions): Outcome {
  if (isReady(rollout)) return { type: 'ready' }
  const { now, unschedulableAfterSeconds } = options
  const found = rollout === null ? null : serverProblem(instance, rollout, now(), unschedulableAfterSeconds)
  if (found !== null) return endOf(found)
  return { type: 'progressing', message: `The server of "${instance.service}" starts.`, retryAfterMs: retryMs }
}
