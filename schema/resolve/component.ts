import type { Component, ComponentOverride, ProjectFile } from '../project-file/model.ts'
import type { Binding, ComponentSpec } from '../spec/deployment-spec.ts'
import { hostWishes } from './hosts.ts'

/** A component as it runs in one deployment. `enabled` are the components that run there at all. */
export function resolveComponent(
  file: ProjectFile,
  deployment: string,
  name: string,
  enabled: ReadonlySet<string>,
): ComponentSpec {
  const component = file.components[name]
  if (component === undefined) throw new Error(`project ${file.name} has no component ${name}`)
  const override = file.deployments[deployment]?.components[name] ?? null
  return {
    ...programOf(component, override),
    ports: Object.entries(component.ports).map(([port, entry]) => ({ name: port, ...entry })),
    publish: publishOf(file, deployment, name, component),
    uses: [...bindingsOf(component)],
    calls: callsOf(component).filter((called) => enabled.has(called)),
    env: { component: { ...component.env }, deployment: { ...override?.env } },
    secrets: [...component.secrets],
    mounts: Object.entries(component.mounts).map(([service, path]) => ({ service, path })),
    egress: [...(override?.egress ?? component.egress)],
    resources: over(component.resources, override?.resources),
    ...replicasOf(component, override),
    health: over(component.health, override?.health),
    writableRoot: component.writableRoot,
  }
}

/** What a component uses, in order: what `uses` names first, then what it only mounts, because a mount counts as use. */
export function bindingsOf(component: Pick<Component, 'uses' | 'mounts'>): readonly Binding[] {
  const declared = component.uses.flatMap((use) =>
    use.type === 'service' ? [{ service: use.service, prefix: use.prefix, as: { ...use.as } }] : [],
  )
  const mounted = Object.keys(component.mounts)
    .filter((service) => !declared.some((binding) => binding.service === service))
    .map((service) => ({ service, prefix: null, as: {} }))
  return [...declared, ...mounted]
}

/** The components that a component calls. */
export function callsOf(component: Pick<Component, 'uses'>): readonly string[] {
  return [...new Set(component.uses.flatMap((use) => (use.type === 'component' ? [use.component] : [])))]
}

function programOf(
  component: Component,
  override: ComponentOverride | null,
): Pick<ComponentSpec, 'image' | 'command' | 'args' | 'before'> {
  return {
    image: override?.image ?? component.image,
    command: copy(override?.command ?? component.command),
    args: copy(override?.args ?? component.args),
    before: copy(override?.before ?? component.before),
  }
}

function publishOf(
  file: ProjectFile,
  deployment: string,
  name: string,
  { publish, ports }: Component,
): ComponentSpec['publish'] {
  if (publish === null) return null
  const names = Object.keys(ports)
  const port = publish.port ?? (names.includes('http') ? 'http' : names[0])
  if (port === undefined) throw new Error(`component ${name} of project ${file.name} is published without a port`)
  return {
    port,
    path: publish.path,
    stripPath: publish.stripPath,
    hosts: [...hostWishes(file, deployment, name)],
  }
}

// A number of pods that a deployment names for itself holds there, also where the component would scale by itself.
function replicasOf(
  component: Component,
  override: ComponentOverride | null,
): Pick<ComponentSpec, 'replicas' | 'autoscale'> {
  const isFixed = override !== null && override.replicas !== null && override.autoscale === null
  const autoscale = isFixed ? null : (override?.autoscale ?? component.autoscale)
  if (autoscale !== null) return { replicas: autoscale.min, autoscale: { ...autoscale } }
  return { replicas: override?.replicas ?? component.replicas ?? 1, autoscale: null }
}

/** A value for each key: the deployment's where it has one. */
function over<Value extends Readonly<Record<string, unknown>>>(
  base: Value,
  override: Partial<Value> | undefined,
): Value {
  const given = Object.entries(override ?? {}).filter(([, value]) => value !== null)
  return { ...base, ...Object.fromEntries(given) }
}

function copy(list: readonly string[] | null): string[] | null {
  return list === null ? null : [...list]
}
