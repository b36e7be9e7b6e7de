import type { Catalogue, Settings } from '../../services/service-type.ts'
import type { Finding } from '../finding.ts'
import type { ProjectFile } from '../model.ts'
import { parseQuantity } from '../quantity.ts'
import { settingPath, settingsIn } from './target.ts'

export type Shrinking = { readonly previous: ProjectFile | null; readonly catalogue: Catalogue }

/** Settings of a deployment that would become smaller than they are, and cannot. Every cluster would refuse them. */
export function shrunkSettings(
  file: ProjectFile,
  name: string,
  { previous, catalogue }: Shrinking,
): readonly Finding[] {
  const deployment = file.deployments[name]
  const before = previous !== null && Object.hasOwn(previous.deployments, name) ? previous.deployments[name] : undefined
  if (previous === null || before === undefined || deployment === undefined) return []
  return Object.entries(file.services).flatMap(([service, { type }]): readonly Finding[] => {
    const old = Object.hasOwn(previous.services, service) ? previous.services[service] : undefined
    if (old?.type !== type) return []
    const [was, is] = [
      settingsIn({ file: previous, deployment: before }, service),
      settingsIn({ file, deployment }, service),
    ]
    return (catalogue.get(type)?.growing ?? [])
      .filter((setting) => amountOf(is, setting) < amountOf(was, setting))
      .map((setting) => {
        const message = `\`${setting}\` of "${service}" is ${shown(was, setting)} in the deployment "${name}" and cannot become ${shown(is, setting)}, for it can only grow. Keep it, or bring the data to a new service.`
        return { code: 'SHRINK_REFUSED', path: settingPath({ name, deployment }, service, setting), message }
      })
  })
}

function amountOf(settings: Settings, setting: string): number {
  const value = settings[setting]
  return (typeof value === 'string' ? parseQuantity(value) : null) ?? 0
}

function shown(settings: Settings, setting: string): string {
  const value = settings[setting]
  return typeof value === 'string' ? value : 'nothing'
}
