import { refusing, type Draft } from '../draft.ts'
import type { Finding, Path } from '../finding.ts'
import { explainName, variablePattern, type NameKind } from '../names.ts'
import { portNamePattern } from '../shape/component.ts'

const maps = [
  { map: 'services', kind: 'service' },
  { map: 'components', kind: 'component' },
  { map: 'deployments', kind: 'deployment' },
  { map: 'registries', kind: 'registry' },
] as const satisfies readonly { map: string; kind: NameKind }[]

/** Names of things, of ports, and of variables. */
export const names = refusing((draft) => [
  ...maps.flatMap(({ map, kind }) => draft.names(map).flatMap((name) => found(explainName(kind, name), [map, name]))),
  ...draft.names('components').flatMap((component) => ofComponent(draft, ['components', component])),
  ...draft
    .names('deployments')
    .flatMap((deployment) =>
      draft
        .keysAt(['deployments', deployment, 'components'])
        .flatMap((component) => variables(draft, ['deployments', deployment, 'components', component, 'env'])),
    ),
  ...Object.entries(draft.file.deployments).flatMap(([name, { cluster }]) =>
    draft.isSound(['deployments', name, 'cluster'])
      ? found(explainName('cluster', cluster), ['deployments', name, 'cluster'], 'value')
      : [],
  ),
])

function ofComponent(draft: Draft, path: Path): readonly Finding[] {
  const ports = draft
    .keysAt([...path, 'ports'])
    .flatMap((port) => found(explainPortName(port), [...path, 'ports', port]))
  return [...ports, ...variables(draft, [...path, 'env'])]
}

function variables(draft: Draft, path: Path): readonly Finding[] {
  return draft.keysAt(path).flatMap((name) => found(explainVariable(name), [...path, name]))
}

/** Why a text is no name of a variable, or null. */
export function explainVariable(name: string): string | null {
  if (variablePattern.test(name)) {
    return name.length > 253 ? 'The name of the variable has more than 253 characters. Choose a shorter one.' : null
  }
  const near = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(\d)/, '_$1')
  const hint = variablePattern.test(near) ? ` Write "${near}".` : ''
  return `"${name}" is no name of a variable: letters, digits and underscores, and no digit first.${hint}`
}

function explainPortName(name: string): string | null {
  if (portNamePattern.test(name) && !name.includes('--')) return null
  return `"${name}" is no name of a port: at most 15 small letters, digits and single hyphens, with at least one letter.`
}

function found(message: string | null, path: Path, at: 'key' | 'value' = 'key'): readonly Finding[] {
  return message === null ? [] : [{ code: 'NAME_INVALID', path, message, at }]
}
