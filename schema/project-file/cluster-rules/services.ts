import { unofferedSettings, type Unoffered } from '../../services/offer.ts'
import type { Finding } from '../finding.ts'
import { parseQuantity } from '../quantity.ts'
import { nearest, offer } from '../suggest.ts'
import { settingPath, settingsIn, type ClusterRule, type Target } from './target.ts'

/** Services: the cluster has their types, and goes as far as their settings ask. */
export const offeredServices: ClusterRule = (target) => ({
  findings: Object.entries(target.file.services).flatMap(([service, { type }]) => ofService(target, service, type)),
  remarks: [],
})

function ofService(target: Target, service: string, typeName: string): readonly Finding[] {
  const { cluster } = target.deployment
  const offered = Object.hasOwn(target.profile.services, typeName) ? target.profile.services[typeName] : undefined
  if (offered === undefined) {
    const valid = Object.keys(target.profile.services)
    const message = `The cluster "${cluster}" of the deployment "${target.name}" offers no service of type "${typeName}". ${offer(typeName, valid, 'type')} Or choose another cluster.`
    const validValues = nearest(typeName, valid).ordered
    return [{ code: 'SERVICE_NOT_OFFERED', path: ['services', service, 'type'], message, validValues }]
  }
  const type = target.catalogue.get(typeName)
  if (type === undefined) return []
  const settings = settingsIn(target, service)
  const beyond = unofferedSettings(type, settings, offered).map((one) => refuse(target, service, one))
  if (!type.mountable || !type.data) return beyond
  return [...beyond, ...type.quantities.flatMap((setting) => overVolume(target, service, setting, settings[setting]))]
}

function refuse(target: Target, service: string, unoffered: Unoffered): Finding {
  const { cluster } = target.deployment
  const path = settingPath(target, service, unoffered.setting)
  if (unoffered.type === 'over-limit') {
    const { value, limit } = unoffered
    const message = `\`${unoffered.setting}\` of "${service}" is ${value}, and the cluster "${cluster}" allows at most ${amount(value, limit)}. Lower it, or ask the operators of the cluster.`
    return { code: 'LIMIT_EXCEEDED', path, message, details: { limit, cluster } }
  }
  const { value, choices } = unoffered
  const message = `The cluster "${cluster}" does not offer "${value}" for \`${unoffered.setting}\` of "${service}". ${offer(value, choices, 'choice')}`
  return { code: 'SERVICE_NOT_OFFERED', path, message, validValues: nearest(value, choices).ordered }
}

function overVolume(target: Target, service: string, setting: string, value: unknown): readonly Finding[] {
  const { volume } = target.profile.limits
  const [asked, limit] = [parseQuantity(String(value)), parseQuantity(volume)]
  if (asked === null || limit === null || asked <= limit) return []
  const message = `\`${setting}\` of "${service}" is ${String(value)}, and the cluster "${target.deployment.cluster}" allows at most ${volume}. Lower it, or ask the operators of the cluster.`
  return [{ code: 'LIMIT_EXCEEDED', path: settingPath(target, service, setting), message, details: { limit: volume } }]
}

function amount(value: string | number, limit: number): string {
  if (typeof value === 'number') return String(limit)
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi']
  const step = units.findLastIndex((_, index) => limit >= 1024 ** index && limit % 1024 ** index === 0)
  return `${limit / 1024 ** Math.max(0, step)}${units[Math.max(0, step)]}`
}
