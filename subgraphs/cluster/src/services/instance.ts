import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { CredentialPlace } from '../credentials/store.ts'
import { annotations, labels, markOf, ownerLabels } from '../manifests/mark.ts'
import { Stalled } from '../reconcile/outcome.ts'
import { restoreOrPurge } from '../reconcile/service-remedies.ts'
import type { StepTarget } from '../reconcile/step.ts'
import { isSameOwner, ownerOf, type Mark, type Owner } from './mark.ts'

/** One service instance of one deployment: what all its names and marks are made of. */
export type Instance = {
  readonly owner: Owner
  readonly service: string
  readonly deployment: string
  readonly place: CredentialPlace
}

/** What becomes of an instance that is no longer wished. */
export type Removal = {
  /** `retain` keeps it until then; `delete` leaves nothing in any backend, what was retained before included. */
  readonly mode: 'retain' | 'delete'
  readonly until: string
  /** When it was confirmed, for names of what is kept. */
  readonly confirmedAt: string
}

export function instanceOf(
  installation: string,
  ref: DeploymentRef,
  service: string,
  secretOutput: string | null,
): Instance {
  const owner = ownerOf(installation, ref, service)
  return {
    owner,
    service,
    deployment: deploymentId(ref),
    place: {
      namespace: namespaceName(ref),
      service,
      labels: {
        ...ownerLabels(owner),
        [labels.part]: secretOutput === null ? 'claim' : 'credentials',
        [labels.service]: service,
      },
      annotations: { [annotations.mark]: markOf(owner) },
      secretOutput: secretOutput ?? '',
    },
  }
}

const dayMs = 86_400_000

/** What a removal does with an instance; `null` in a target that wishes it. */
export function removalOf(target: StepTarget, service: string, retentionDays: number): Removal | null {
  return target.type === 'wish' ? null : removalUnder(target, service, retentionDays)
}

/** What a tombstone does with an instance. */
export function removalUnder(
  { tombstone, spec }: Pick<Extract<StepTarget, { type: 'removal' }>, 'tombstone' | 'spec'>,
  service: string,
  retentionDays: number,
): Removal {
  const { confirmedAt, deletion, purge } = tombstone
  const kept = deletion[service] ?? spec.services[service]?.deletion ?? 'retain'
  return {
    mode: purge ? 'delete' : kept,
    until: new Date(new Date(confirmedAt).getTime() + retentionDays * dayMs).toISOString(),
    confirmedAt,
  }
}

/** Whether something outside is this instance's: marked as such, or not. */
export function isOurs(mark: Mark | null, owner: Owner): mark is Mark {
  return mark !== null && isSameOwner(mark, owner)
}

/** Refuses to touch what carries another's mark, or none. */
export function refuseForeign(what: string): never {
  throw new Stalled(
    problem(
      'OWNED_BY_OTHERS',
      `${what} exists already and does not belong to this deployment, so it is left as it is. An operator of the platform has to look at it.`,
    ),
  )
}

/** Refuses to decide by itself what becomes of data that an earlier removal kept. */
export function refuseRetained(what: string, until: string, instance: Instance): never {
  throw new Stalled(retainedData(what, until, instance))
}

function retainedData(what: string, until: string, { deployment, service, owner: { project } }: Instance): Problem {
  return problem(
    'RETAINED_DATA',
    `${what} is kept from an earlier removal until ${until}. Say whether it comes back or goes for good.`,
    {
      remedies: restoreOrPurge({ project, deployment, service }),
      details: { until },
    },
  )
}
