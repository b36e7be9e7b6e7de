import { forbiddenRange } from '../egress.ts'
import type { EffectiveComponent } from '../effective.ts'
import type { Finding, Remark } from '../finding.ts'
import { parseQuantity } from '../quantity.ts'
import { componentPath, settingsIn, type ClusterRule, type Target } from './target.ts'

/** Components: no more pods and resources than the cluster allows, and no way to where it lets nobody go. */
export const allowedComponents: ClusterRule = (target) => {
  const all = [...target.components]
  return {
    findings: [
      ...all.flatMap(([name, component]) => [
        ...pods(target, name, component),
        ...resources(target, name, component),
        ...destinations(target, name, component),
        ...alone(target, name, component),
      ]),
      ...sharedMounts(target),
    ],
    remarks: all.flatMap(([name, component]) => notEnforced(target, name, component)),
  }
}

function pods(target: Target, name: string, { replicas, autoscale }: EffectiveComponent): readonly Finding[] {
  const limit = target.profile.limits.replicas
  const asked = autoscale?.max ?? replicas ?? 1
  if (asked <= limit) return []
  const path = componentPath(target, name, autoscale === null ? ['replicas'] : ['autoscale', 'max'])
  const message = `"${name}" may have ${asked} pods, and the cluster "${target.deployment.cluster}" allows at most ${limit} of a component. Lower the number.`
  return [{ code: 'LIMIT_EXCEEDED', path, message, details: { limit } }]
}

function resources(target: Target, name: string, component: EffectiveComponent): readonly Finding[] {
  return (['cpu', 'memory'] as const).flatMap((resource): readonly Finding[] => {
    const asked = component.resources[resource]
    const limit = target.profile.limits[resource]
    const [amount, most] = [parseQuantity(asked ?? ''), parseQuantity(limit)]
    if (asked === null || amount === null || most === null || amount <= most) return []
    const path = componentPath(target, name, ['resources', resource])
    const message = `"${name}" asks for ${asked} of ${resource}, and the cluster "${target.deployment.cluster}" allows at most ${limit}. Lower it.`
    return [{ code: 'LIMIT_EXCEEDED', path, message, details: { limit } }]
  })
}

function destinations(target: Target, name: string, { egress }: EffectiveComponent): readonly Finding[] {
  return egress.flatMap((one, index): readonly Finding[] => {
    const range = forbiddenRange(one, target.profile.forbiddenRanges)
    if (range === null || one.type !== 'cidr') return []
    const path = componentPath(target, name, ['egress', index])
    const message = `"${one.cidr}" touches ${range}, which belongs to the cluster "${target.deployment.cluster}" itself. Reach components and services with \`uses\`, and name other ranges here.`
    return [{ code: 'VALUE_INVALID', path, message, details: { forbidden: range } }]
  })
}

function notEnforced(target: Target, name: string, { egress }: EffectiveComponent): readonly Remark[] {
  if (target.profile.egress === 'fqdn') return []
  return egress.flatMap((one, index): readonly Remark[] => {
    if (one.type !== 'host') return []
    const path = componentPath(target, name, ['egress', index])
    const message = `The cluster "${target.deployment.cluster}" cannot tell hosts apart: "${name}" may reach every public address on port ${one.port}, not only ${one.host}.`
    return [{ code: 'EGRESS_NOT_ENFORCED', path, message }]
  })
}

function alone(target: Target, name: string, component: EffectiveComponent): readonly Finding[] {
  const exclusive = Object.keys(component.mounts).find((service) => isExclusive(target, service))
  const asked = component.autoscale?.max ?? component.replicas ?? 1
  if (exclusive === undefined || asked <= 1) return []
  const path = componentPath(target, name, component.autoscale === null ? ['replicas'] : ['autoscale', 'max'])
  const message = `"${name}" mounts "${exclusive}", which only one pod at a time may have in the cluster "${target.deployment.cluster}", and asks for ${asked} pods. Set \`replicas: 1\`, take a shared class, or keep the data in another service.`
  return [{ code: 'VALUE_INVALID', path, message }]
}

function sharedMounts(target: Target): readonly Finding[] {
  const first = new Map<string, string>()
  return [...target.components].flatMap(([name, { mounts }]) =>
    Object.keys(mounts).flatMap((service): readonly Finding[] => {
      const other = first.get(service)
      if (other === undefined) first.set(service, name)
      if (other === undefined || !isExclusive(target, service)) return []
      const message = `"${service}" is mounted by "${other}" already, and only one pod at a time may have it in the cluster "${target.deployment.cluster}". Give "${name}" a service of its own, or take a shared class.`
      return [{ code: 'VALUE_INVALID', path: ['components', name, 'mounts', service], at: 'key', message }]
    }),
  )
}

function isExclusive(target: Target, service: string): boolean {
  const type = target.catalogue.get(target.file.services[service]?.type ?? '')
  const offered = type === undefined ? undefined : target.profile.services[type.type]
  return type !== undefined && type.exclusive(settingsIn(target, service), offered ?? null)
}
