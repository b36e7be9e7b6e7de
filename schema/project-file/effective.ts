import type { Component, ComponentOverride, Deployment, Host, ProjectFile } from './model.ts'

/** One component as one deployment has it: what stands there laid over what stands at the component. */
export type EffectiveComponent = Omit<Component, 'env'> & {
  readonly env: { readonly component: Component['env']; readonly deployment: Component['env'] }
  /** Hosts that stand at this component in this deployment; where none does, those of the deployment hold. */
  readonly hosts: readonly Host[]
}

const nothingDiffers: ComponentOverride = {
  enabled: true,
  image: null,
  command: null,
  args: null,
  before: null,
  env: {},
  egress: null,
  resources: { cpu: null, memory: null },
  replicas: null,
  autoscale: null,
  health: { path: null, expect: null, deadlineSeconds: null },
  hosts: [],
}

/** The components that run in a deployment, in the order of the file, as they are there. */
export function effectiveComponents(
  file: Pick<ProjectFile, 'components'>,
  deployment: Deployment,
): ReadonlyMap<string, EffectiveComponent> {
  const entries = Object.entries(file.components).flatMap(([name, component]) => {
    const override = overrideOf(deployment, name)
    return override.enabled ? [[name, overlay(component, override)] as const] : []
  })
  return new Map(entries)
}

/** What a deployment says about a component; every default where it says nothing. */
export function overrideOf(deployment: Deployment, component: string): ComponentOverride {
  return (
    (Object.hasOwn(deployment.components, component) ? deployment.components[component] : undefined) ?? nothingDiffers
  )
}

function overlay(component: Component, override: ComponentOverride): EffectiveComponent {
  // A deployment that says how many pods there are, in either way, decides it in both.
  const isScaledHere = override.replicas !== null || override.autoscale !== null
  const scale = isScaledHere ? override : component
  return {
    ...component,
    image: override.image ?? component.image,
    command: override.command ?? component.command,
    args: override.args ?? component.args,
    before: override.before ?? component.before,
    egress: override.egress ?? component.egress,
    env: { component: component.env, deployment: override.env },
    resources: {
      cpu: override.resources.cpu ?? component.resources.cpu,
      memory: override.resources.memory ?? component.resources.memory,
    },
    replicas: scale.replicas,
    autoscale: scale.autoscale,
    health: {
      path: override.health.path ?? component.health.path,
      expect: override.health.expect ?? component.health.expect,
      deadlineSeconds: override.health.deadlineSeconds ?? component.health.deadlineSeconds,
    },
    hosts: override.hosts,
  }
}

/** The services whose instances a component uses, by `uses` or by a mount, each once, in the order of the file. */
export function usedServices(component: Pick<Component, 'uses' | 'mounts'>): readonly string[] {
  const bound = component.uses.flatMap((use) => (use.type === 'service' ? [use.service] : []))
  return [...new Set([...bound, ...Object.keys(component.mounts)])]
}

/** The components that a component calls, each once. */
export function calledComponents(component: Pick<Component, 'uses'>): readonly string[] {
  return [...new Set(component.uses.flatMap((use) => (use.type === 'component' ? [use.component] : [])))]
}
