import type { Component, ProjectFile } from '../project-file/model.ts'
import { bindingsOf, callsOf } from '../resolve/component.ts'
import type { Catalogue } from '../services/service-type.ts'
import { declaredVariables, type VariableSource, type VariableSurface } from './declare.ts'

/** A name that two sources give to one component, with nothing that decides between them. */
export type VariableClash = {
  readonly component: string
  readonly name: string
  readonly sources: readonly VariableSource[]
  /** The deployments in which it is undecided; empty if the project has none in which the component runs. */
  readonly deployments: readonly string[]
}

/**
 * The variables that would have two sources in some deployment, by component and name. An `as`, an `env` or a secret of
 * that name decides it; in a deployment its own `env` does too. Reads a file that is not valid otherwise: references
 * to nothing give nothing.
 */
export function variableClashes(file: ProjectFile, catalogue: Catalogue): readonly VariableClash[] {
  return Object.entries(file.components).flatMap(([component, declared]) => {
    const runsIn = Object.keys(file.deployments).filter(
      (deployment) => file.deployments[deployment]?.components[component]?.enabled !== false,
    )
    if (runsIn.length === 0) return clashesOf(component, fileSurface(file, declared, null, catalogue))
    return merge(
      runsIn.flatMap((deployment) =>
        clashesOf(component, fileSurface(file, declared, { deployment, component }, catalogue)).map((clash) => ({
          ...clash,
          deployments: [deployment],
        })),
      ),
    )
  })
}

function clashesOf(component: string, surface: VariableSurface): readonly VariableClash[] {
  const byName = Map.groupBy(declaredVariables(surface), ({ name }) => name)
  return [...byName].flatMap(([name, alike]) => {
    if (alike.some(({ source }) => deciding.has(source.type))) return []
    const aliases = alike.filter(({ source }) => source.type === 'ALIAS')
    const rivals = distinct((aliases.length > 0 ? aliases : alike).map(({ source }) => source))
    return rivals.length > 1 ? [{ component, name, sources: rivals, deployments: [] }] : []
  })
}

const deciding: ReadonlySet<VariableSource['type']> = new Set(['ENV', 'DEPLOYMENT_ENV', 'SECRET'])

function distinct(sources: readonly VariableSource[]): readonly VariableSource[] {
  return [...new Map(sources.map((source) => [JSON.stringify([source.type, source.name]), source])).values()]
}

function merge(clashes: readonly VariableClash[]): readonly VariableClash[] {
  return [...Map.groupBy(clashes, ({ name }) => name).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...first, deployments: [first, ...rest].flatMap(({ deployments }) => deployments) }],
  )
}

function fileSurface(
  file: ProjectFile,
  component: Component,
  at: { readonly deployment: string; readonly component: string } | null,
  catalogue: Catalogue,
): VariableSurface {
  const overrides = at === null ? {} : (file.deployments[at.deployment]?.components ?? {})
  return {
    uses: [...bindingsOf(component)],
    mounts: Object.entries(component.mounts).map(([service, path]) => ({ service, path })),
    env: { component: component.env, deployment: { ...(at === null ? {} : overrides[at.component]?.env) } },
    secrets: component.secrets,
    isPublished: component.publish !== null,
    calls: callsOf(component).flatMap((name) => {
      const called = file.components[name]
      if (called === undefined || overrides[name]?.enabled === false) return []
      const ports = Object.entries(called.ports).map(([port, entry]) => ({ name: port, ...entry }))
      return [{ name, ports, publish: null }]
    }),
    typeOf: (service) => catalogue.get(file.services[service]?.type ?? ''),
  }
}
