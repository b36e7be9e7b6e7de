import type { ProjectFile } from '../project-file/model.ts'
import { narrowestKey, registrySecretKey } from '../sealing/keys.ts'
import type { Catalogue } from '../services/service-type.ts'
import type { ComponentSpec, DeploymentSpec, ServiceSpec } from '../spec/deployment-spec.ts'
import { resolveComponent } from './component.ts'

export type ResolveContext = {
  /** Which installation wishes this; part of every mark. */
  readonly installation: string
  readonly catalogue: Catalogue
}

/**
 * What one cluster has to make true for one deployment of a valid project file: only what that cluster needs.
 *
 * Every declared service is part of it, whether a component uses it there or not: a database must neither vanish
 * nor be left without a wish because a binding was taken away or a component switched off. Only a tombstone
 * removes a service. (That nobody uses it is a notice of the project.)
 */
export function resolveDeployment(file: ProjectFile, deployment: string, context: ResolveContext): DeploymentSpec {
  const declared = file.deployments[deployment]
  if (declared === undefined) throw new Error(`project ${file.name} has no deployment ${deployment}`)
  const enabled = enabledComponents(file, deployment)
  const components = Object.fromEntries(
    [...enabled].map((name) => [name, resolveComponent(file, deployment, name, enabled)]),
  )
  const services = Object.fromEntries(
    Object.keys(file.services).map((name) => [name, resolveService(file, deployment, name, context.catalogue)]),
  )
  return {
    formatVersion: 1,
    installation: context.installation,
    cluster: declared.cluster,
    project: file.name,
    deployment,
    components,
    services,
    registries: Object.fromEntries(
      Object.entries(file.registries).map(([key, { url, username, secret }]) => [key, { url, username, secret }]),
    ),
    sealed: sealedFor(file, deployment, components),
    people: peopleFor(file, services, context.catalogue),
  }
}

/** The components that run in a deployment, in the order of the file. */
export function enabledComponents(file: ProjectFile, deployment: string): ReadonlySet<string> {
  const overrides = file.deployments[deployment]?.components ?? {}
  return new Set(Object.keys(file.components).filter((name) => overrides[name]?.enabled !== false))
}

function resolveService(file: ProjectFile, deployment: string, name: string, catalogue: Catalogue): ServiceSpec {
  const service = file.services[name]
  const type = service && catalogue.get(service.type)
  if (service === undefined || type === undefined) {
    throw new Error(`project ${file.name} has no service ${name} of a known type`)
  }
  const override = file.deployments[deployment]?.services[name]
  return {
    type: service.type,
    settings: type.settings.parse({ ...service.settings, ...override?.settings }) as ServiceSpec['settings'], // settings are JSON
    deletion: override?.deletion ?? service.deletion,
  }
}

function sealedFor(
  file: ProjectFile,
  deployment: string,
  components: Readonly<Record<string, ComponentSpec>>,
): Record<string, string> {
  const ofComponents = Object.entries(components).flatMap(([component, { secrets }]) =>
    secrets.map((name) => {
      const key = narrowestKey(file.sealed, { deployment, component, name })
      return { as: `${component}/${name}`, envelope: key === null ? undefined : file.sealed[key] }
    }),
  )
  const ofRegistries = Object.entries(file.registries).map(([registry, { secret }]) => {
    const key = registrySecretKey(registry, secret)
    return { as: key, envelope: file.sealed[key] }
  })
  return Object.fromEntries(
    [...ofComponents, ...ofRegistries].flatMap(({ as, envelope }) => (envelope === undefined ? [] : [[as, envelope]])),
  )
}

// Sorted, so that the order of members in the file makes no new generation.
function peopleFor(
  file: ProjectFile,
  services: Readonly<Record<string, ServiceSpec>>,
  catalogue: Catalogue,
): DeploymentSpec['people'] {
  const isNeeded = Object.values(services).some(({ type }) => catalogue.get(type)?.people === true)
  if (!isNeeded) return []
  return file.members.map(({ email, role }) => ({ email, role })).toSorted((a, b) => (a.email < b.email ? -1 : 1))
}
