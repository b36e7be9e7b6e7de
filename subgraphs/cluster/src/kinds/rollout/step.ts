import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { Owner } from '../../manifests/mark.ts'
import { componentOf } from '../../manifests/meta.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep, StatusPart } from '../../reconcile/step.ts'
import { withoutSecrets } from '../binding/redact.ts'
import type { KindDeps } from '../deps.ts'
import { imageProof } from './image-proof.ts'
import { observeRollout, type ObservedRollout } from './observed.ts'
import { endOf } from './pod-faults.ts'
import { rolloutProblem } from './problems.ts'
import type { Where } from './where.ts'

const retryMs = 1_000

/** Done when the new pods are ready and the old ones gone. It writes nothing: the workload's controller does. */
export function rolloutStep(
  deps: KindDeps,
  owner: Owner,
  component: string,
  spec: DeploymentSpec,
  now: () => Date,
): BoundStep {
  const { image } = componentOf(spec, component)
  return bindStep<string, string, ObservedRollout, never>({
    backend: 'kubernetes',
    id: component,
    kind: {
      name: 'rollout',
      observe: () => observeSafely(deps, owner, component, spec),
      plan: () => [],
      apply: () => Promise.resolve(),
    },
    desired: () => image,
    settled: (observed) =>
      outcomeOf(deps, { project: owner.project, component, registries: spec.registries }, observed, now()),
    prove: (_desired, observed) =>
      Promise.resolve([imageProof(deps.prober, { component, image }, observed?.pods ?? [], now())]),
    status: (observed) => statusOf(deps, component, image, observed),
  })
}

/** What is seen may end in a stored problem, so secrets are taken out of the container's lines at once. */
async function observeSafely(
  deps: KindDeps,
  owner: Owner,
  component: string,
  spec: DeploymentSpec,
): Promise<ObservedRollout | null> {
  const observed = await observeRollout(deps.kubernetes, owner, component)
  if (observed === null) return null
  const pods = observed.pods.map(async (pod) => ({
    ...pod,
    lines: await withoutSecrets(deps, spec, component, pod.lines),
  }))
  return { ...observed, pods: await Promise.all(pods) }
}

function outcomeOf(deps: KindDeps, where: Where, observed: ObservedRollout | null, now: Date): Outcome {
  if (observed === null)
    return { type: 'waiting', on: `the workload of "${where.component}"`, problem: null, retryAfterMs: retryMs }
  const { desired, ready, total, isSeen, pods } = observed
  const fresh = pods.filter(({ isNew, isEnding, isReady }) => isNew && !isEnding && isReady).length
  const old = pods.filter(({ isNew, isEnding }) => !isNew || isEnding).length
  if (isSeen && fresh >= desired && old === 0 && total <= desired && ready >= desired) return { type: 'ready' }
  const found = rolloutProblem(where, observed, now, deps.settings.unschedulableAfterSeconds)
  if (found !== null) return endOf(found)
  const message =
    fresh >= desired && isSeen
      ? `All new pods of "${where.component}" are ready; the old ones are ending.`
      : `${Math.min(fresh, desired)} of ${desired} new pods of "${where.component}" are ready.`
  return { type: 'progressing', message, retryAfterMs: retryMs }
}

function statusOf(deps: KindDeps, component: string, image: string, observed: ObservedRollout | null): StatusPart {
  const notice = deps.imageNotice(image)
  const notices = notice === null ? [] : [notice]
  if (observed === null) return { notices }
  const digest = observed.pods.find(({ isNew, isReady }) => isNew && isReady)?.digest ?? null
  const { desired, ready } = observed
  return { notices, components: { [component]: { desired, ready, image: observed.image, digest } } }
}
