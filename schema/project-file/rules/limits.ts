import { byteLength } from '../byte-length.ts'
import { refusing, type Draft } from '../draft.ts'
import { effectiveComponents } from '../effective.ts'
import type { Finding, Path } from '../finding.ts'
import { fileLimits } from '../limits.ts'
import type { Component } from '../model.ts'

const counted = ['components', 'services', 'deployments', 'registries'] as const

/** How many things, how many variables, and how long a value. */
export const limits = refusing((draft) => [
  ...counted.flatMap((map) => over(draft.names(map).length, fileLimits[map], [map], map)),
  ...over(draft.file.members.length, fileLimits.members, ['members'], 'members'),
  ...Object.entries(draft.file.components).flatMap(([name, component]) => [
    ...over(
      variableCount(component, component.env),
      fileLimits.variablesPerComponent,
      ['components', name],
      'variables in a component',
    ),
    ...longValues(component.env, ['components', name, 'env']),
  ]),
  ...Object.entries(draft.file.deployments).flatMap(([name]) => ofDeployment(draft, name)),
])

function ofDeployment({ file }: Draft, name: string): readonly Finding[] {
  const deployment = file.deployments[name]
  if (deployment === undefined) return []
  const running = effectiveComponents(file, deployment)
  return Object.entries(deployment.components).flatMap(([component, { env }]) => {
    const path: Path = ['deployments', name, 'components', component]
    const effective = running.get(component)
    const count = effective === undefined ? 0 : variableCount(effective, { ...effective.env.component, ...env })
    const isOverAlone =
      effective !== undefined && variableCount(effective, effective.env.component) > fileLimits.variablesPerComponent
    const many = isOverAlone ? [] : over(count, fileLimits.variablesPerComponent, path, 'variables in a component')
    return [...many, ...longValues(env, [...path, 'env'])]
  })
}

function variableCount(component: Pick<Component, 'uses' | 'secrets'>, env: Component['env']): number {
  const extra = component.uses.flatMap((use) => (use.type === 'service' ? Object.keys(use.as) : []))
  return new Set([...Object.keys(env), ...component.secrets, ...extra]).size
}

function longValues(env: Component['env'], path: Path): readonly Finding[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const bytes = byteLength(value)
    if (bytes <= fileLimits.valueBytes) return []
    const message = `The value of ${name} has ${Math.ceil(bytes / 1024)} KiB; the limit is ${fileLimits.valueBytes / 1024} KiB. Put it into a file of the image or into a service.`
    return [
      {
        code: 'LIMIT_EXCEEDED' as const,
        path: [...path, name],
        message,
        details: { limit: fileLimits.valueBytes, actual: bytes },
      },
    ]
  })
}

function over(actual: number, limit: number, path: Path, what: string): readonly Finding[] {
  if (actual <= limit) return []
  const message = `There are ${actual} ${what}; the limit is ${limit}. Divide them over several ${path.length === 1 ? 'projects' : 'components'}.`
  return [{ code: 'LIMIT_EXCEEDED', path, at: 'key', message, details: { limit, actual } }]
}
