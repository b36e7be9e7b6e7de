import type { Component as GraphComponent, Binding, Service } from '@operations-manager/schema/generated/registry.ts'
import type { Component, Egress, ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { bindingsOf, callsOf } from '@operations-manager/schema/resolve/component.ts'

/** The components of a file as the graph shows them. */
export function componentsOf(file: ProjectFile): GraphComponent[] {
  const bindings = Map.groupBy(bindingsIn(file), (binding) => binding.component)
  return Object.entries(file.components).map(([name, component]) => ({
    name,
    image: component.image,
    command: component.command,
    args: component.args,
    before: component.before,
    ports: Object.entries(component.ports).map(([port, entry]) => ({ name: port, ...entry })),
    publish: component.publish,
    bindings: bindings.get(name) ?? [],
    calls: callsOf(component),
    variables: Object.entries(component.env).map(([variable, value]) => ({ name: variable, value })),
    secrets: component.secrets,
    egress: component.egress.map(egressText),
    replicas: component.replicas,
    autoscale: component.autoscale,
    resources: component.resources,
    health: healthOf(component),
    writableRoot: component.writableRoot,
  }))
}

/** The services of a file as the graph shows them. */
export function servicesOf(file: ProjectFile): Service[] {
  const users = new Map<string, string[]>()
  for (const [name, component] of Object.entries(file.components)) {
    for (const { service } of bindingsOf(component)) users.set(service, [...(users.get(service) ?? []), name])
  }
  return Object.entries(file.services).map(([name, service]) => ({
    name,
    type: service.type,
    settings: service.settings,
    deletion: service.deletion === 'delete' ? 'DELETE' : 'RETAIN',
    usedBy: users.get(name) ?? [],
  }))
}

/** Which component uses which service. */
export function bindingsIn(file: ProjectFile): Binding[] {
  const services = new Map(servicesOf(file).map((service) => [service.name, service]))
  return Object.entries(file.components).flatMap(([name, component]) =>
    bindingsOf(component).flatMap((binding) => {
      const service = services.get(binding.service)
      if (service === undefined) return []
      const aliases = Object.entries(binding.as).map(([alias, of]) => ({ name: alias, of }))
      const mountPath = component.mounts[binding.service] ?? null
      return [{ component: name, service, prefix: binding.prefix, aliases, mountPath }]
    }),
  )
}

function healthOf({ health }: Component): GraphComponent['health'] {
  const { deadlineSeconds } = health
  return { path: health.path, expect: health.expect, deadline: deadlineSeconds === null ? null : `${deadlineSeconds}s` }
}

function egressText(egress: Egress): string {
  return egress.type === 'host' ? `${egress.host}:${egress.port}` : `${egress.cidr}:${egress.port}`
}
