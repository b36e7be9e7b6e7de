import { refusing, type Draft } from '../draft.ts'
import type { Finding, Path } from '../finding.ts'
import type { Component } from '../model.ts'
import { nearest, offer } from '../suggest.ts'
import { variableClashes, type VariableClash } from '../../variables/clashes.ts'
import { generatedNames } from '../../variables/names.ts'

/** Variables that services give: each name has one source, and what `as` names is given. */
export const variables = refusing((draft) => [
  ...(draft.isSound(['services'])
    ? variableClashes(draft.file, draft.catalogue).map((clash) => refuse(draft, clash))
    : []),
  ...Object.entries(draft.file.components).flatMap(([name, component]) => unknownOriginals(draft, name, component)),
])

function refuse({ file }: Draft, { component, name, sources, deployments }: VariableClash): Finding {
  const from = sources.map((source) => wordsOf(source)).join(' and ')
  const where = deployments.length === 0 ? '' : ` (in ${deployments.join(', ')})`
  const message = `${from} both give "${component}" the variable ${name}${where}. Give one of them a \`prefix\`, or decide it by an \`as\`, \`env\` or secret of that name.`
  const path = placeOf(file.components[component], component, sources)
  return { code: 'VARIABLE_CLASH', path, message, details: { component, variable: name, sources } }
}

function wordsOf({ type, name }: VariableClash['sources'][number]): string {
  if (type === 'COMPONENT') return `the component "${name}"`
  if (type === 'ALIAS') return `an \`as\` of "${name}"`
  return name === null ? 'the platform' : `the service "${name}"`
}

// The last of the sources is where something has to change, as the others were there first.
function placeOf(component: Component | undefined, name: string, sources: VariableClash['sources']): Path {
  const names = new Set(sources.flatMap((source) => (source.name === null ? [] : [source.name])))
  const index =
    component?.uses.findLastIndex((use) => names.has(use.type === 'service' ? use.service : use.component)) ?? -1
  return index < 0 ? ['components', name] : ['components', name, 'uses', index]
}

function unknownOriginals({ file, catalogue }: Draft, name: string, component: Component): readonly Finding[] {
  return component.uses.flatMap((use, index) => {
    if (use.type !== 'service' || !Object.hasOwn(file.services, use.service)) return []
    const type = catalogue.get(file.services[use.service]?.type ?? '')
    if (type === undefined) return []
    const valid = generatedNames(type, use.service).map((given) => given.name)
    return Object.entries(use.as)
      .filter(([, original]) => !valid.includes(original))
      .map(([own, original]): Finding => {
        const message = `The service "${use.service}" gives no variable ${original}. ${offer(original, valid, 'variable')}`
        const path = ['components', name, 'uses', index, 'as', own]
        return { code: 'REFERENCE_UNKNOWN', path, message, validValues: nearest(original, valid).ordered }
      })
  })
}
