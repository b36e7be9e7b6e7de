import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { credentialsLost, decideCredentials } from '../../credentials/decide.ts'
import type { CredentialStore } from '../../credentials/store.ts'
import { ownership } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { bindStep } from '../../reconcile/bind.ts'
import { Stalled } from '../../reconcile/outcome.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { refuseForeign, type Instance } from '../instance.ts'
import type { RedisWish } from './instance.ts'
import { issueAnnotation } from './objects.ts'

export type CredentialDeps = {
  readonly kubernetes: KubernetesPort
  readonly credentials: CredentialStore
  readonly newSecret: () => Secret
}

type Observed = {
  /** The accounts of the server, which say for which request its password was issued. */
  readonly accounts: KubernetesObject | null
  readonly pending: string | null
  readonly published: string | null
}

type Action =
  | { readonly type: 'record-credentials'; readonly issue: string }
  | { readonly type: 'remove-credentials'; readonly service: string }

/** Records a password before any server gets it, where there is none yet or another one is asked for. */
export function recordStep(deps: CredentialDeps, instance: Instance, { reissue }: RedisWish): BoundStep {
  return credentialStep(deps, instance, (observed) => planRecord(instance, reissue, observed))
}

/** The end of an instance's credentials, once nobody serves it any more. */
export function forgetStep(deps: CredentialDeps, instance: Instance): BoundStep {
  return credentialStep(deps, instance, ({ pending, published }) =>
    pending === null && published === null ? [] : [{ type: 'remove-credentials', service: instance.service }],
  )
}

function credentialStep(
  deps: CredentialDeps,
  instance: Instance,
  plan: (observed: Observed) => readonly Action[],
): BoundStep {
  return bindStep<null, null, Observed, Action>({
    backend: 'kubernetes',
    id: null,
    kind: {
      name: 'credentials',
      observe: () => observe(deps, instance),
      plan: (_desired, observed) => (observed === null ? [] : plan(observed)),
      apply: (action) => apply(deps, instance, action),
    },
    desired: () => null,
  })
}

async function observe({ kubernetes, credentials }: CredentialDeps, { place, service }: Instance): Promise<Observed> {
  const name = objectNames.server(service)
  const [accounts, pending, published] = await Promise.all([
    kubernetes.read({ apiVersion: 'v1', kind: 'Secret', namespace: place.namespace, name }),
    credentials.readPending(place),
    credentials.readPublished(place),
  ])
  return { accounts, pending: pending?.issue ?? null, published: published?.issue ?? null }
}

function planRecord(
  instance: Instance,
  reissue: string | undefined,
  { accounts, pending, published }: Observed,
): readonly Action[] {
  if (accounts !== null && ownership(accounts, instance.owner) !== 'ours')
    refuseForeign(`The Secret "${accounts.metadata.name}"`)
  const issue = accounts?.metadata.annotations?.[issueAnnotation] ?? ''
  const thing = accounts === null ? null : { issue, isRetained: false }
  const decision = decideCredentials({ thing, pending, published }, reissue)
  switch (decision.type) {
    case 'lost':
      throw new Stalled(credentialsLost(`The server of "${instance.service}"`, instance))
    case 'record':
      return [{ type: 'record-credentials', issue: decision.issue }]
    case 'use-pending':
    case 'use-published':
      return []
    default:
      return decision satisfies never
  }
}

function apply({ credentials, newSecret }: CredentialDeps, { place }: Instance, action: Action): Promise<void> {
  switch (action.type) {
    case 'record-credentials':
      return credentials.record(place, { secret: newSecret(), issue: action.issue })
    case 'remove-credentials':
      return credentials.remove(place)
    default:
      return action satisfies never
  }
}
