import { isDeepStrictEqual } from 'node:util'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { parseQuantity } from '../../manifests/quantity.ts'
import { isObject } from './merge.ts'
import type { ContainerSpec, PodTemplate, Selector } from './objects.ts'
import { resourceOf, type Resource } from './resources.ts'

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const serviceName = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const qualifiedName = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/

const names: Record<Resource['name'], { readonly pattern: RegExp; readonly max: number }> = {
  label: { pattern: label, max: 63 },
  service: { pattern: serviceName, max: 63 },
  subdomain: { pattern: subdomain, max: 253 },
}

/** What the API server says against an object, as sentences; empty if it would be taken. */
export function faultsOf(object: KubernetesObject, before: KubernetesObject | null): readonly string[] {
  return [
    ...nameFaults(object),
    ...labelFaults(object.metadata.labels ?? {}, 'metadata.labels'),
    ...annotationFaults(object),
    ...(byKind[object.kind]?.(object, before) ?? []),
    ...(before === null ? [] : immutableFaults(object, before)),
  ]
}

function nameFaults(object: KubernetesObject): string[] {
  const { pattern, max } = names[resourceOf(object.apiVersion, object.kind).name]
  const { name } = object.metadata
  if (name.length > max) return [`metadata.name: Invalid value: "${name}": must be no more than ${max} characters`]
  return pattern.test(name) ? [] : [`metadata.name: Invalid value: "${name}": a name of this kind has another form`]
}

function labelFaults(labels: Readonly<Record<string, unknown>>, path: string): string[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    if (!qualifiedName.test(key)) return [`${path}: Invalid value: "${key}": is no qualified name`]
    if (typeof value !== 'string' || value.length > 63 || !labelValue.test(value))
      return [`${path}: Invalid value: "${String(value)}": is no label value of at most 63 characters`]
    return []
  })
}

function annotationFaults(object: KubernetesObject): string[] {
  const entries = Object.entries(object.metadata.annotations ?? {})
  const bad = entries.filter(([key, value]) => !qualifiedName.test(key) || typeof value !== 'string')
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  return [
    ...bad.map(([key]) => `metadata.annotations: Invalid value: "${key}"`),
    ...(size > 262_144 ? ['metadata.annotations: Too long: may not be more than 262144 bytes'] : []),
  ]
}

function immutableFaults(object: KubernetesObject, before: KubernetesObject): string[] {
  return resourceOf(object.apiVersion, object.kind)
    .immutable.filter((path) => at(before, path) !== undefined)
    .filter((path) => !isDeepStrictEqual(at(object, path), at(before, path)))
    .map((path) => `${path}: Invalid value: field is immutable`)
}

const byKind: Readonly<
  Record<string, (object: KubernetesObject, before: KubernetesObject | null) => readonly string[]>
> = {
  Deployment: (object) => [...selectorFaults(object), ...templateFaults(object)],
  Job: templateFaults,
  NetworkPolicy: policyFaults,
  Service: serviceFaults,
  Secret: secretFaults,
  PersistentVolumeClaim: claimFaults,
  Ingress: ingressFaults,
}

function selectorFaults(object: KubernetesObject): string[] {
  const selector = at(object, 'spec.selector') as Selector | undefined
  const labels = (at(object, 'spec.template') as PodTemplate | undefined)?.metadata?.labels ?? {}
  const wanted = Object.entries(selector?.matchLabels ?? {})
  if (wanted.length === 0) return ['spec.selector: Required value']
  return wanted.every(([key, value]) => labels[key] === value)
    ? []
    : ['spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`']
}

function templateFaults(object: KubernetesObject): string[] {
  const template = at(object, 'spec.template') as PodTemplate | undefined
  const containers = template?.spec.containers ?? []
  const faults = labelFaults(template?.metadata?.labels ?? {}, 'spec.template.metadata.labels')
  if (containers.length === 0) faults.push('spec.template.spec.containers: Required value')
  return [...faults, ...containers.flatMap(containerFaults)]
}

function containerFaults({ name, image, ports = [], resources }: ContainerSpec): string[] {
  const path = 'spec.template.spec.containers'
  const badPorts = ports.filter(({ containerPort }) => containerPort < 1 || containerPort > 65_535)
  return [
    ...(label.test(name) ? [] : [`${path}.name: Invalid value: "${name}"`]),
    ...(image.trim() === '' ? [`${path}.image: Required value`] : []),
    ...badPorts.map(({ containerPort }) => `${path}.ports.containerPort: Invalid value: ${containerPort}`),
    ...amountFaults(resources?.limits ?? {}, resources?.requests ?? {}),
  ]
}

type Amounts = Readonly<Record<string, string>>

function amountFaults(limits: Amounts, requests: Amounts): string[] {
  const unreadable = [...Object.entries(limits), ...Object.entries(requests)].filter(
    ([, amount]) => parseQuantity(amount) === null,
  )
  const over = Object.entries(requests).filter(
    ([name, amount]) => (parseQuantity(amount) ?? 0) > (parseQuantity(limits[name] ?? '') ?? Number.POSITIVE_INFINITY),
  )
  return [
    ...unreadable.map(([name, amount]) => `resources.${name}: Invalid value: "${amount}"`),
    ...over.map(
      ([name, amount]) => `resources.requests: Invalid value: "${amount}": must be less than or equal to ${name} limit`,
    ),
  ]
}

const peerFields = new Set(['podSelector', 'namespaceSelector', 'ipBlock'])
const ruleFields = new Set(['from', 'to', 'ports'])
const policyFields = new Set(['podSelector', 'policyTypes', 'ingress', 'egress'])

/** A strict reading: a misnamed field of a policy would open it to everyone. */
function policyFaults(object: KubernetesObject): string[] {
  const unknown = Object.keys(object['spec'] ?? {}).filter((key) => !policyFields.has(key))
  const faults = unknown.map((key) => `.spec.${key}: field not declared in schema`)
  for (const direction of ['ingress', 'egress']) {
    const rules = at(object, `spec.${direction}`)
    for (const rule of Array.isArray(rules) ? rules : []) {
      for (const key of Object.keys(rule as object)) {
        if (!ruleFields.has(key)) faults.push(`.spec.${direction}.${key}: field not declared in schema`)
      }
      for (const peer of [...listAt(rule, 'from'), ...listAt(rule, 'to')]) {
        for (const key of Object.keys(peer as object)) {
          if (!peerFields.has(key)) faults.push(`.spec.${direction}.${key}: field not declared in schema`)
        }
      }
    }
  }
  return faults
}

function serviceFaults(object: KubernetesObject): string[] {
  const ports = listAt(at(object, 'spec'), 'ports') as readonly { readonly name?: string; readonly port: number }[]
  if (ports.length === 0) return ['spec.ports: Required value']
  const bad = ports.filter(({ name }) => ports.length > 1 && (name === undefined || !label.test(name)))
  return bad.map(() => 'spec.ports.name: Required value')
}

function secretFaults(object: KubernetesObject, before: KubernetesObject | null): string[] {
  const entries = Object.entries((object['data'] ?? {}) as Record<string, unknown>)
  const bad = entries.filter(([key, value]) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || !isBase64(value))
  const size = entries.reduce((sum, [, value]) => sum + String(value).length, 0)
  const changed = before?.['immutable'] === true && !isDeepStrictEqual(before['data'], object['data'])
  return [
    ...bad.map(([key]) => `data.${key}: Invalid value`),
    ...(size > 1_048_576 * (4 / 3) ? ['data: Too long: must have at most 1048576 bytes'] : []),
    ...(changed ? ['data: Forbidden: field is immutable when `immutable` is set'] : []),
  ]
}

function isBase64(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0
}

function claimFaults(object: KubernetesObject, before: KubernetesObject | null): string[] {
  const size = sizeOf(object)
  if (size === null || size <= 0) return ['spec.resources[storage]: Required value']
  const old = before === null ? null : sizeOf(before)
  if (before !== null && old !== null && size > old && at(before, 'status.phase') !== 'Bound')
    return ['spec: Forbidden: spec is immutable after creation except resources.requests for bound claims']
  return old !== null && size < old
    ? ['spec.resources.requests.storage: Forbidden: field can not be less than status.capacity']
    : []
}

function sizeOf(claim: KubernetesObject): number | null {
  const size = at(claim, 'spec.resources.requests.storage')
  return typeof size === 'string' ? parseQuantity(size) : null
}

function ingressFaults(object: KubernetesObject): string[] {
  const rules = listAt(at(object, 'spec'), 'rules') as readonly { readonly host?: string }[]
  if (rules.length === 0) return ['spec: Invalid value: either `defaultBackend` or `rules` must be specified']
  return rules
    .filter(({ host }) => host !== undefined && !subdomain.test(host.replace(/^\*\./, '')))
    .map(({ host }) => `spec.rules.host: Invalid value: "${host}"`)
}

/** The value at a dotted path. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value)
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = isObject(value) ? value[key] : undefined
  return Array.isArray(list) ? list : []
}
