import type { Catalogue } from '../../services/service-type.ts'
import { parseSecretKey } from '../../sealing/keys.ts'
import { isSame, type Plain } from '../edit/plain.ts'
import { effectiveComponents, type EffectiveComponent } from '../effective.ts'
import type { ProjectFile } from '../model.ts'

/** Two project files, before and after; null before a project is there and after it has gone. */
export type Pair = {
  readonly before: ProjectFile | null
  readonly after: ProjectFile | null
  readonly catalogue: Catalogue
}

/** The deployments of either file, each once. */
export function allDeployments({ before, after }: Pair): readonly string[] {
  return [...new Set([...Object.keys(before?.deployments ?? {}), ...Object.keys(after?.deployments ?? {})])]
}

/** The deployments for which a change at a path makes a difference. */
export function touchedBy(path: readonly string[], pair: Pair): readonly string[] {
  const [section, name = '', key] = path
  switch (section) {
    case 'deployments':
      return [name]
    case 'components':
      return allDeployments(pair).filter((deployment) => differsIn(pair, deployment, name, key))
    case 'services':
      return allDeployments(pair).filter((deployment) => settingDiffers(pair, deployment, name, key))
    case 'registries':
      return allDeployments(pair)
    case 'sealed':
      return touchedBySecret(name, pair)
    case 'members':
      return needsPeople(pair) ? allDeployments(pair) : []
    default:
      return []
  }
}

/** A component as a deployment of a file has it; null if it does not run there. */
export function componentIn(file: ProjectFile | null, deployment: string, name: string): EffectiveComponent | null {
  const declared =
    file !== null && Object.hasOwn(file.deployments, deployment) ? file.deployments[deployment] : undefined
  return file === null || declared === undefined ? null : (effectiveComponents(file, declared).get(name) ?? null)
}

function differsIn({ before, after }: Pair, deployment: string, name: string, key: string | undefined): boolean {
  const [old, next] = [componentIn(before, deployment, name), componentIn(after, deployment, name)]
  if (old === null || next === null || key === undefined) return old !== next
  if (!Object.hasOwn(old, key)) return true
  const part = key as keyof EffectiveComponent // own, as just seen
  return !isSame(old[part], next[part])
}

function settingDiffers({ before, after }: Pair, deployment: string, name: string, key: string | undefined): boolean {
  const [old, next] = [before, after].map((file) => {
    const declared =
      file === null || !Object.hasOwn(file.deployments, deployment) ? undefined : file.deployments[deployment]
    const service = file === null || !Object.hasOwn(file.services, name) ? undefined : file.services[name]
    if (declared === undefined || service === undefined) return null
    const here = Object.hasOwn(declared.services, name) ? declared.services[name] : undefined
    return { ...service.settings, ...here?.settings, type: service.type, deletion: here?.deletion ?? service.deletion }
  })
  if (old === null || next === null || old === undefined || next === undefined || key === undefined) return old !== next
  const [was, is] = [old, next].map(
    (settings): Plain | undefined => Object.entries(settings).find(([each]) => each === key)?.[1],
  )
  return !isSame(was, is)
}

function touchedBySecret(key: string, pair: Pair): readonly string[] {
  const parsed = parseSecretKey(key)
  if (parsed === null) return []
  if (parsed.type === 'registry') return allDeployments(pair)
  if (parsed.type === 'deployment') return [parsed.deployment]
  const narrower = (deployment: string) => `${deployment}/${parsed.component}/${parsed.name}`
  return allDeployments(pair).filter(
    (deployment) =>
      componentIn(pair.after ?? pair.before, deployment, parsed.component) !== null &&
      !Object.hasOwn(pair.after?.sealed ?? {}, narrower(deployment)),
  )
}

function needsPeople({ before, after, catalogue }: Pair): boolean {
  return [before, after].some((file) =>
    Object.values(file?.services ?? {}).some(({ type }) => catalogue.get(type)?.people === true),
  )
}
