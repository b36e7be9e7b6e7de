import type { ClusterProfile } from '../../link/messages.ts'
import type { Catalogue, Settings } from '../../services/service-type.ts'
import { effectiveComponents, overrideOf, type EffectiveComponent } from '../effective.ts'
import type { Finding, Path, Remark } from '../finding.ts'
import type { Deployment, ProjectFile } from '../model.ts'

/** What the registry knows of a cluster, for this project. */
export type ClusterView = {
  /** Null if it never connected. */
  readonly profile: ClusterProfile | null
  /** False if it was removed, or if this project may not use it. */
  readonly available: boolean
  /** True if it takes no new deployments. */
  readonly draining: boolean
}

/** One deployment beside what its cluster offers. */
export type Target = {
  readonly file: ProjectFile
  readonly catalogue: Catalogue
  readonly name: string
  readonly deployment: Deployment
  readonly profile: ClusterProfile
  readonly components: ReadonlyMap<string, EffectiveComponent>
}

export type ClusterRule = (target: Target) => {
  readonly findings: readonly Finding[]
  readonly remarks: readonly Remark[]
}

/** A deployment of a file with everything that the rules for clusters look at. */
export function targetOf(
  file: ProjectFile,
  name: string,
  profile: ClusterProfile,
  catalogue: Catalogue,
): Target | null {
  const deployment = Object.hasOwn(file.deployments, name) ? file.deployments[name] : undefined
  if (deployment === undefined) return null
  return { file, catalogue, name, deployment, profile, components: effectiveComponents(file, deployment) }
}

/** The settings of a service as they are in this deployment. */
export function settingsIn({ file, deployment }: Pick<Target, 'file' | 'deployment'>, service: string): Settings {
  const base = Object.hasOwn(file.services, service) ? file.services[service]?.settings : undefined
  const here = Object.hasOwn(deployment.services, service) ? deployment.services[service]?.settings : undefined
  return { ...base, ...here }
}

/** Where a setting of a service stands for this deployment. */
export function settingPath(
  { name, deployment }: Pick<Target, 'name' | 'deployment'>,
  service: string,
  setting: string,
): Path {
  const here = Object.hasOwn(deployment.services, service) ? deployment.services[service]?.settings : undefined
  return here !== undefined && Object.hasOwn(here, setting)
    ? ['deployments', name, 'services', service, setting]
    : ['services', service, setting]
}

/** Where something of a component stands for this deployment: there if the deployment says it, else at the component. */
export function componentPath({ name, deployment }: Target, component: string, path: Path): Path {
  const override = overrideOf(deployment, component)
  const [key, below] = path
  const isHere =
    key === 'resources'
      ? override.resources[below === 'memory' ? 'memory' : 'cpu'] !== null
      : (key === 'replicas' || key === 'autoscale' || key === 'egress') && override[key] !== null
  return isHere ? ['deployments', name, 'components', component, ...path] : ['components', component, ...path]
}
