import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { labels, ownerLabels, type Owner } from '../../manifests/mark.ts'
import type { Part } from '../../manifests/meta.ts'
import { namespaceContents, namespaceObject } from '../../manifests/namespace.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import { bindStep, inOrder } from '../../reconcile/bind.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import { manifestInput, type KindDeps } from '../deps.ts'
import { listKinds, type ObjectKind } from '../objects/list-kinds.ts'
import { objectStep } from '../objects/object-set.ts'
import { missingSecret } from '../secrets.ts'
import { orphansAmong, readServiceObjects } from './orphans.ts'
import { componentLabel, planDropped, type DroppedAction } from './plan.ts'

const namespaceKind: ObjectKind = { apiVersion: 'v1', kind: 'Namespace' }
const contentKinds: readonly ObjectKind[] = ['ResourceQuota', 'LimitRange', 'ServiceAccount', 'ConfigMap'].map(
  (kind) => ({
    apiVersion: 'v1',
    kind,
  }),
)
const claimKind: ObjectKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }

/** Objects of components: what a component that left the spec leaves behind. */
const componentKinds: readonly ObjectKind[] = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
]
const componentParts: readonly Part[] = ['workload', 'binding', 'before', 'proof']
const pullSecrets: Part = 'pull-secrets'

const secretRetryMs = 10_000

/** The namespace, then what stands in every namespace; components that left the spec are taken away here. */
export function namespaceStep(deps: KindDeps, owner: Owner, spec: DeploymentSpec): BoundStep {
  return inOrder('kubernetes', [
    objectStep({
      kubernetes: deps.kubernetes,
      name: 'namespace',
      set: { owner, namespace: null, part: 'namespace', component: null, kinds: [namespaceKind] },
      wished: () => {
        const missing = missingSecret(spec)
        if (missing !== null) throw new Waiting('a secret', secretRetryMs, { problem: missing })
        return { objects: [namespaceObject(owner)] }
      },
    }),
    contents(deps, owner, () => namespaceContents(manifestInput(deps, spec))),
    droppedStep(deps.kubernetes, owner, Object.keys(spec.components), Object.keys(spec.registries).length > 0),
    orphansStep(deps.kubernetes, owner, spec),
  ])
}

/**
 * The end of a deployment. Without a claim the namespace goes, and with it whatever is left in it. While a claim is
 * there (a retained volume) the namespace stays with claim, bounds and policies, and nothing else.
 */
export function namespaceRemoval(deps: KindDeps, owner: Owner): BoundStep {
  const { kubernetes } = deps
  const namespace = namespaceName(owner)
  const retains = async (): Promise<boolean> => {
    const claims = await kubernetes.list({ ...claimKind, namespace })
    return claims.some(({ metadata }) => metadata.deletionTimestamp === undefined)
  }
  return inOrder('kubernetes', [
    droppedStep(kubernetes, owner, [], false),
    removeContents(deps, owner, retains),
    objectStep({
      kubernetes,
      name: 'namespace',
      set: { owner, namespace: null, part: 'namespace', component: null, kinds: [namespaceKind] },
      wished: async () => ((await retains()) ? { objects: [namespaceObject(owner, true)] } : null),
    }),
    goneStep(kubernetes, owner, retains),
  ])
}

function contents(deps: KindDeps, owner: Owner, objects: () => readonly KubernetesObject[]): BoundStep {
  return objectStep({
    kubernetes: deps.kubernetes,
    name: 'namespace contents',
    set: { owner, namespace: namespaceName(owner), part: 'namespace', component: null, kinds: contentKinds },
    wished: () => ({ objects: objects() }),
  })
}

const bounds = new Set(['ResourceQuota', 'LimitRange'])

/** With a claim that stays, its bounds stay as they are; account and trust go. Without one, everything goes at once. */
function removeContents(deps: KindDeps, owner: Owner, retains: () => Promise<boolean>): BoundStep {
  const { kubernetes } = deps
  const namespace = namespaceName(owner)
  const selector = { ...ownerLabels(owner), [labels.part]: 'namespace' }
  return bindStep({
    backend: 'kubernetes',
    id: namespace,
    kind: {
      name: 'namespace contents',
      observe: async () => {
        if (!(await retains())) return { owned: [] }
        const kinds = contentKinds.filter(({ kind }) => !bounds.has(kind))
        return { owned: await listKinds(kubernetes, kinds, { namespace, labels: selector }) }
      },
      plan: (_desired, observed) => planDropped(owner, [], observed?.owned ?? []),
      apply: (action: DroppedAction) => applyDropped(kubernetes, action),
    },
    desired: () => null,
  })
}

/** Takes away what was seen, and nothing that came in its place. */
function applyDropped(kubernetes: KubernetesPort, { ref, uid }: DroppedAction): Promise<void> {
  return kubernetes.remove(ref, uid === null ? {} : { uid })
}

/** A deployment without registries has no step for their credentials, so what it had before goes here as well. */
function droppedStep(
  kubernetes: KubernetesPort,
  owner: Owner,
  kept: readonly string[],
  hasRegistries: boolean,
): BoundStep {
  const namespace = namespaceName(owner)
  return bindStep({
    backend: 'kubernetes',
    id: namespace,
    kind: {
      name: 'dropped components',
      observe: async () => {
        const owned = await listKinds(kubernetes, componentKinds, { namespace, labels: ownerLabels(owner) })
        const parts: ReadonlySet<string> = new Set([...componentParts, ...(hasRegistries ? [] : [pullSecrets])])
        return { owned: owned.filter(({ metadata }) => parts.has(metadata.labels?.[labels.part] ?? '')) }
      },
      plan: (desired, observed) => planDropped(owner, desired ?? [], observed?.owned ?? []),
      apply: (action: DroppedAction) => applyDropped(kubernetes, action),
    },
    desired: () => kept,
    // Gone means gone: what still ends counts against the quota, and its pods still work on the data.
    settled: (observed, components) => {
      const ending = endingOf(components ?? [], observed?.owned ?? [])
      if (ending.length === 0) return { type: 'ready' }
      return { type: 'progressing', message: `Waiting for ${ending.join(', ')} to end.`, retryAfterMs: 250 }
    },
  })
}

/** The components that were taken away and of which something is still ending. */
function endingOf(kept: readonly string[], owned: readonly KubernetesObject[]): readonly string[] {
  const names = owned.filter(({ metadata }) => metadata.deletionTimestamp !== undefined).map(componentLabel)
  return [...new Set(names)].filter((name) => name !== '' && !kept.includes(name)).sort()
}

/** Changes nothing: says what of services that are no longer wished is still there. */
function orphansStep(kubernetes: KubernetesPort, owner: Owner, { services }: DeploymentSpec): BoundStep {
  const namespace = namespaceName(owner)
  return bindStep({
    backend: 'kubernetes',
    id: namespace,
    kind: {
      name: 'orphans',
      observe: (id) => readServiceObjects(kubernetes, owner, id),
      plan: () => [],
      apply: () => Promise.resolve(),
    },
    desired: () => null,
    status: (observed) => ({ orphaned: orphansAmong(owner, services, observed ?? []) }),
  })
}

/** Done only when the namespace is really gone: its name can be used again. */
function goneStep(kubernetes: KubernetesPort, owner: Owner, retains: () => Promise<boolean>): BoundStep {
  const ref = refOf(namespaceObject(owner))
  return bindStep({
    backend: 'kubernetes',
    id: ref,
    kind: {
      name: 'namespace',
      observe: async () => ((await retains()) ? null : kubernetes.read(ref)),
      plan: () => [],
      apply: () => Promise.resolve(),
    },
    desired: () => null,
    settled: (observed) =>
      observed?.metadata.deletionTimestamp === undefined
        ? { type: 'ready' }
        : { type: 'progressing', message: 'The namespace is being emptied.', retryAfterMs: 500 },
  })
}
