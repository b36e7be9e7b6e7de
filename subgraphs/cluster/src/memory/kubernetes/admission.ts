import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { parseQuantity } from '../../manifests/quantity.ts'
import type { ClaimObject, ContainerSpec, LimitRangeObject, PodObject, PodSpec, QuotaObject } from './objects.ts'
import type { ObjectStore } from './object-store.ts'
import { listOf } from './views.ts'

/** The pod as LimitRanges complete it: their defaults for what the container does not say. */
export function limited(spec: PodSpec, ranges: readonly LimitRangeObject[]): PodSpec {
  const items = ranges.flatMap((range) => range.spec.limits).filter(({ type }) => type === 'Container')
  if (items.length === 0) return spec
  const limits = Object.assign({}, ...items.map((item) => item.default ?? {})) as Record<string, string>
  const requests = Object.assign({}, ...items.map((item) => item.defaultRequest ?? {})) as Record<string, string>
  return {
    ...spec,
    containers: spec.containers.map((container) => {
      const ownLimits = { ...limits, ...container.resources?.limits }
      // A limit without a request is its own request, before the range's default request.
      const ownRequests = { ...requests, ...container.resources?.limits, ...container.resources?.requests }
      return { ...container, resources: { limits: ownLimits, requests: ownRequests } }
    }),
  }
}

/** What LimitRange says against a pod, in the words of the API server, or `null`. */
export function rangeFault(spec: PodSpec, ranges: readonly LimitRangeObject[]): string | null {
  const faults = ranges
    .flatMap((range) => range.spec.limits)
    .filter(({ type }) => type === 'Container')
    .flatMap(({ max = {} }) =>
      spec.containers.flatMap((container) =>
        Object.entries(max).flatMap(([name, most]) => {
          const asked = container.resources?.limits?.[name]
          if (asked === undefined || amount(asked) <= amount(most)) return []
          return [`maximum ${name} usage per Container is ${most}, but limit is ${asked}`]
        }),
      ),
    )
  return faults.length === 0 ? null : faults.join(', ')
}

/** What the Pod Security standard `restricted` says against a pod, in the words of the API server, or `null`. */
export function podSecurityFault(spec: PodSpec): string | null {
  const pod = spec.securityContext ?? {}
  const faults: string[] = []
  const bad = (test: (container: ContainerSpec) => boolean): string[] =>
    spec.containers.filter((container) => !test(container)).map(({ name }) => `"${name}"`)
  const report = (title: string, containers: readonly string[], must: string): void => {
    if (containers.length > 0) faults.push(`${title} (container ${containers.join(', ')} must set ${must})`)
  }
  if (spec.hostNetwork === true) faults.push('host namespaces (hostNetwork=true)')
  report(
    'allowPrivilegeEscalation != false',
    bad(({ securityContext }) => securityContext?.['allowPrivilegeEscalation'] === false),
    'securityContext.allowPrivilegeEscalation=false',
  )
  report(
    'unrestricted capabilities',
    bad(({ securityContext }) => dropsAll(securityContext?.['capabilities'])),
    'securityContext.capabilities.drop=["ALL"]',
  )
  report(
    'runAsNonRoot != true',
    bad(({ securityContext }) => (securityContext?.['runAsNonRoot'] ?? pod['runAsNonRoot']) === true),
    'securityContext.runAsNonRoot=true',
  )
  report(
    'seccompProfile',
    bad(({ securityContext }) => hasSeccomp(securityContext?.['seccompProfile'] ?? pod['seccompProfile'])),
    'securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
  )
  return faults.length === 0 ? null : `violates PodSecurity "restricted:latest": ${faults.join(', ')}`
}

function dropsAll(capabilities: unknown): boolean {
  const drop = (capabilities as { readonly drop?: readonly string[] } | undefined)?.drop
  return drop?.includes('ALL') === true
}

function hasSeccomp(profile: unknown): boolean {
  const type = (profile as { readonly type?: string } | undefined)?.type
  return type === 'RuntimeDefault' || type === 'Localhost'
}

/** What the quotas of the namespace say against one more object, in the words of the API server, or `null`. */
export function quotaFault(store: ObjectStore, object: KubernetesObject): string | null {
  const namespace = object.metadata.namespace
  if (namespace === undefined) return null
  const adds = usageOf(object)
  if (Object.keys(adds).length === 0) return null
  for (const quota of listOf(store, 'ResourceQuota', namespace)) {
    if (!isCounted(quota, object)) continue
    const used = usedIn(store, namespace, quota)
    const over = Object.entries(quota.spec.hard).filter(
      ([name, hard]) => (adds[name] ?? 0) > 0 && (used[name] ?? 0) + (adds[name] ?? 0) > amount(hard),
    )
    const list = (of: (name: string, hard: string) => string): string =>
      over.map(([name, hard]) => `${name}=${of(name, hard)}`).join(',')
    if (over.length > 0)
      return `exceeded quota: ${quota.metadata.name}, requested: ${list((name) => shown(adds[name]))}, used: ${list((name) => shown(used[name]))}, limited: ${list((_, hard) => hard)}`
  }
  return null
}

/** A quota may count only pods that run on and on: those without a deadline of their own. */
function isCounted({ spec }: QuotaObject, object: KubernetesObject): boolean {
  const isTerminating = object.kind === 'Pod' && (object as PodObject).spec.activeDeadlineSeconds !== undefined // `kind` says so
  return !isTerminating || spec.scopes?.includes('NotTerminating') !== true
}

function usedIn(store: ObjectStore, namespace: string, quota: QuotaObject): Record<string, number> {
  const total: Record<string, number> = {}
  for (const object of store.contents(namespace).filter((one) => isCounted(quota, one))) {
    for (const [name, value] of Object.entries(usageOf(object))) total[name] = (total[name] ?? 0) + value
  }
  return total
}

function usageOf(object: KubernetesObject): Record<string, number> {
  if (object.kind === 'Pod') return podUsage(object as PodObject) // `kind` says so
  if (object.kind !== 'PersistentVolumeClaim') return {}
  const claim = object as ClaimObject // `kind` says so
  return { persistentvolumeclaims: 1, 'requests.storage': amount(claim.spec.resources.requests['storage'] ?? '0') }
}

function podUsage(pod: PodObject): Record<string, number> {
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return {}
  const usage: Record<string, number> = { pods: 1 }
  for (const { resources } of pod.spec.containers) {
    for (const side of ['requests', 'limits'] as const) {
      for (const [name, value] of Object.entries(resources?.[side] ?? {}))
        usage[`${side}.${name}`] = (usage[`${side}.${name}`] ?? 0) + amount(value)
    }
  }
  return usage
}

function amount(quantity: string): number {
  return parseQuantity(quantity) ?? 0
}

function shown(value = 0): string {
  if (value >= 2 ** 20) return `${Math.round(value / 2 ** 20)}Mi`
  return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`
}
