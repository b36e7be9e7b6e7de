import { stringify } from 'yaml'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { beforeJob } from '../manifests/before.ts'
import { driftOf } from '../manifests/compare.ts'
import { annotations, labels, ownership, type Owner } from '../manifests/mark.ts'
import { namespaceContents, namespaceObject } from '../manifests/namespace.ts'
import { networkPolicies } from '../manifests/policies.ts'
import { componentSecrets, pullSecret } from '../manifests/secrets.ts'
import { workloadObjects } from '../manifests/workload.ts'
import { fingerprint, publishedInjection } from '../kinds/binding/injection.ts'
import { shownVariables } from '../kinds/binding/variables.ts'
import { manifestInput } from '../kinds/deps.ts'
import { ownedKinds } from '../kinds/objects/owned-kinds.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { keyOf, refOf } from '../ports/kubernetes-object.ts'
import { Waiting } from '../reconcile/outcome.ts'
import type { LiveDeps } from './deps.ts'
import type { LiveDeployment } from './deployment.ts'

export type LiveObject = {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string | null
  readonly component: string | null
  readonly state: 'IN_SYNC' | 'DRIFTED' | 'MISSING' | 'ENDING' | 'ORPHANED'
  readonly drift: readonly string[]
  readonly manifest: string
}

/** Parts that other steps own; what they hold is shown as it is, for its manifest is made elsewhere. */
const foreignParts = new Set(['credentials', 'claim', 'proof'])

/** Every object of a deployment, as generated and as it is there. */
export async function objectsOf(deps: LiveDeps, deployment: LiveDeployment): Promise<readonly LiveObject[]> {
  const owner: Owner = { ...deployment.ref, installation: deps.installation }
  const [wished, present] = await Promise.all([
    wishedObjects(deps, deployment, owner),
    presentObjects(deps, deployment),
  ])
  const seen = new Map(present.map((object) => [keyOf(refOf(object)), object]))
  const names = new Set(wished.map((object) => keyOf(refOf(object))))
  const others = present.filter((object) => !names.has(keyOf(refOf(object))) && ownership(object, owner) === 'ours')
  return [
    ...wished.map((object) => wishedObject(deps, object, seen.get(keyOf(refOf(object))) ?? null)),
    ...others.map((object) => otherObject(deps, object)),
  ].toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

async function presentObjects(
  { kubernetes, settings }: LiveDeps,
  { reader, namespace }: LiveDeployment,
): Promise<readonly KubernetesObject[]> {
  const hostPolicies = settings.network.egress === 'fqdn' ? [['cilium.io/v2', 'CiliumNetworkPolicy'] as const] : []
  const kinds = [...ownedKinds, ...hostPolicies]
  const home = await kubernetes.read({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
  const lists = await Promise.all(kinds.map(([apiVersion, kind]) => reader.list({ apiVersion, kind }, namespace)))
  return [...(home === null ? [] : [home]), ...lists.flat()]
}

async function wishedObjects(
  deps: LiveDeps,
  { spec, wish }: LiveDeployment,
  owner: Owner,
): Promise<readonly KubernetesObject[]> {
  const input = manifestInput(deps, spec)
  const perComponent = await Promise.all(
    Object.keys(spec.components).map((component) => componentObjects(deps, wish, component)),
  )
  return [
    namespaceObject(owner),
    ...namespaceContents(input),
    ...networkPolicies(input),
    // Values of secrets are not opened for a look; what stands in the cluster is shown as fingerprints.
    ...Object.keys(spec.registries).map((registry) => pullSecret(spec, registry, new Secret(''))),
    ...perComponent.flat(),
  ]
}

async function componentObjects(
  deps: LiveDeps,
  wish: LiveDeployment['wish'],
  component: string,
): Promise<readonly KubernetesObject[]> {
  const { spec, generation, operation } = wish
  const variables = await shownVariables(deps, spec, component)
  const injected = variables.map(({ name, source }) => ({ name, value: '', source }))
  const secrets = componentSecrets(spec, component, injected)
  const injection = await publishedInjection(deps, spec, component).catch((error: unknown) => {
    // Before its variables are published a workload is wished and cannot be there yet.
    if (error instanceof Waiting) return { secrets: secrets.map(({ metadata }) => metadata.name), contentHash: '' }
    throw error
  })
  const input = { ...manifestInput(deps, spec), injection }
  const job = beforeJob({ ...input, generation, operation }, component)
  const restartedAt = wish.restarts[component] ?? null
  return [...secrets, ...(job === null ? [] : [job]), ...workloadObjects({ ...input, restartedAt }, component)]
}

function wishedObject(deps: LiveDeps, wished: KubernetesObject, present: KubernetesObject | null): LiveObject {
  const drift = present === null ? [] : driftIn(wished, present)
  const content = wished.kind === 'Secret' ? { ...wished, data: present?.['data'] ?? {} } : wished
  return {
    ...place(wished),
    state: stateOf(present, drift),
    drift,
    manifest: manifestOf(deps, content),
  }
}

/** A Job is never changed once it runs, and values of Secrets are compared by the step that writes them. */
function driftIn(wished: KubernetesObject, present: KubernetesObject): readonly string[] {
  if (wished.kind === 'Job') return []
  const fields = driftOf(wished, present)
  const values =
    wished.kind === 'Secret' ? fields.filter((path) => !path.startsWith('data.') || isGone(path, present)) : fields
  return values.filter((path) => !path.startsWith(`metadata.annotations.${annotations.applied}`))
}

function isGone(path: string, present: KubernetesObject): boolean {
  const data = (present['data'] ?? {}) as Readonly<Record<string, unknown>> // a Secret's data
  return !Object.hasOwn(data, path.slice('data.'.length))
}

function stateOf(present: KubernetesObject | null, drift: readonly string[]): LiveObject['state'] {
  if (present === null) return 'MISSING'
  if (present.metadata.deletionTimestamp !== undefined) return 'ENDING'
  return drift.length === 0 ? 'IN_SYNC' : 'DRIFTED'
}

function otherObject(deps: LiveDeps, object: KubernetesObject): LiveObject {
  const part = object.metadata.labels?.[labels.part] ?? ''
  const ending = object.metadata.deletionTimestamp !== undefined
  const state = foreignParts.has(part) ? ('IN_SYNC' as const) : ('ORPHANED' as const)
  return { ...place(object), state: ending ? 'ENDING' : state, drift: [], manifest: manifestOf(deps, bare(object)) }
}

/** The object without what the server added. */
function bare({ status: _status, ...object }: KubernetesObject): KubernetesObject {
  const { name, namespace, labels: given, annotations: notes } = object.metadata
  return {
    ...object,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(given && { labels: given }),
      ...(notes && { annotations: notes }),
    },
  }
}

function manifestOf({ fingerprintKey }: LiveDeps, object: KubernetesObject): string {
  if (object.kind !== 'Secret') return stringify(object)
  const data = Object.entries((object['data'] ?? {}) as Readonly<Record<string, string>>) // a Secret's data
  const hidden = data.map(([key, value]) => [key, `fingerprint:${fingerprint(fingerprintKey, value).slice(0, 16)}`])
  return stringify({ ...object, data: Object.fromEntries(hidden) as unknown })
}

function place(object: KubernetesObject): Omit<LiveObject, 'state' | 'drift' | 'manifest'> {
  const { apiVersion, kind, namespace, name } = refOf(object)
  return { apiVersion, kind, name, namespace, component: object.metadata.labels?.[labels.component] ?? null }
}

function sortKey({ component, kind, name }: LiveObject): string {
  return [component ?? '', kind, name].join('/')
}
