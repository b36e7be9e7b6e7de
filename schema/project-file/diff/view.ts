import type { Plain, PlainMap } from '../edit/plain.ts'
import { isPlainMap } from '../edit/plain.ts'
import type { ComponentOverride, Deployment, ProjectFile, Use } from '../model.ts'
import type { Egress } from '../egress.ts'
import type { Component } from '../shape/component.ts'

/**
 * A project file as a plain value with the paths that people know, in one form however it was written: lists whose
 * entries have a name are maps by that name, and what is absent or empty is not there.
 */
export function viewOf(file: ProjectFile): PlainMap {
  return withoutNothing({
    name: file.name,
    displayName: file.displayName,
    description: file.description === '' ? null : file.description,
    members: Object.fromEntries(file.members.map(({ email, role }) => [email, role])),
    registries: file.registries,
    services: mapped(file.services, ({ type, deletion, settings }) => ({ type, deletion, ...settings })),
    components: mapped(file.components, componentView),
    deployments: mapped(file.deployments, deploymentView),
    sealed: file.sealed,
  })
}

function componentView(component: Component): Plain {
  const { uses, egress, health, publish, secrets, writableRoot, ...rest } = component
  return {
    ...rest,
    publish: publish === null ? null : { path: publish.path, port: publish.port, stripPath: publish.stripPath || null },
    uses: Object.fromEntries(uses.map(useView)),
    egress: orNull(egress.map(egressText)),
    health: healthView(health),
    secrets: orNull(secrets),
    writableRoot: writableRoot || null,
  }
}

function deploymentView({ cluster, hosts, services, components }: Deployment): Plain {
  return {
    cluster,
    hosts: orNull(hosts.map((host) => (host.type === 'label' ? host.label : host.host))),
    services: mapped(services, ({ deletion, settings }) => ({ deletion, ...settings })),
    components: mapped(components, overrideView),
  }
}

function overrideView({ enabled, egress, health, hosts, ...rest }: ComponentOverride): Plain {
  return {
    ...rest,
    enabled: enabled ? null : false,
    egress: egress === null ? null : egress.map(egressText),
    health: healthView(health),
    hosts: orNull(hosts.map((host) => (host.type === 'label' ? host.label : host.host))),
  }
}

function useView(use: Use): readonly [string, Plain] {
  if (use.type === 'component') return [`component ${use.component}`, { component: use.component }]
  return [use.service, { service: use.service, prefix: use.prefix, as: use.as }]
}

function healthView({ path, expect, deadlineSeconds }: Component['health']): Plain {
  return { path, expect, deadline: deadlineSeconds === null ? null : `${deadlineSeconds}s` }
}

function egressText(egress: Egress): string {
  return `${egress.type === 'host' ? egress.host : egress.cidr}:${egress.port}`
}

function mapped<T>(map: Readonly<Record<string, T>>, view: (value: T) => Plain): PlainMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, view(value)]))
}

function withoutNothing(value: PlainMap, path: readonly string[] = []): PlainMap {
  const entries = Object.entries(value).map(([key, below]): [string, Plain] => [
    key,
    isPlainMap(below) ? withoutNothing(below, [...path, key]) : below,
  ])
  // An entry with a name of its own is there, however little it says.
  const isNamed = path.length === 1 || path.at(-1) === 'uses'
  return Object.fromEntries(entries.filter(([, below]) => isNamed || !isNothing(below)))
}

// A false, an empty text or an empty list may be said on purpose, against a default that is something else.
function isNothing(value: Plain): boolean {
  return value === null || (isPlainMap(value) && Object.keys(value).length === 0)
}

function orNull(list: readonly Plain[]): Plain {
  return list.length === 0 ? null : list
}
