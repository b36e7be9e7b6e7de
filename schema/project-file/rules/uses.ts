import type { Draft, Rule } from '../draft.ts'
import { effectiveComponents, usedServices } from '../effective.ts'
import type { Finding, Path, Remark } from '../finding.ts'
import type { Component, Use } from '../model.ts'
import { nearest, offer } from '../suggest.ts'
import { explainVariable } from './names.ts'

/** What components use: it exists, once, in a form that fits. */
export const uses: Rule = (draft) => ({
  findings: Object.entries(draft.file.components).flatMap(([name, component]) => ofComponent(draft, name, component)),
  remarks: [...unused(draft), ...callsIntoNothing(draft)],
})

function ofComponent(draft: Draft, name: string, component: Component): readonly Finding[] {
  const findings: Finding[] = []
  const seen = new Set<string>()
  component.uses.forEach((use, index) => {
    const path: Path = ['components', name, 'uses', index]
    const key = use.type === 'service' ? `service ${use.service}` : `component ${use.component}`
    if (seen.has(key)) {
      findings.push({ code: 'VALUE_INVALID', path, message: `The ${key} already stands in this list. Keep one entry.` })
    } else {
      seen.add(key)
      findings.push(
        ...(use.type === 'service' ? ofService(draft, use, path) : ofCall(draft, name, use.component, path)),
      )
    }
  })
  return findings
}

function ofService(draft: Draft, use: Extract<Use, { type: 'service' }>, path: Path): readonly Finding[] {
  const { service } = use
  const services = draft.names('services')
  // The short form is the name itself; the long form says it under `service`.
  const at: Path = draft.keysAt(path).includes('service') ? [...path, 'service'] : path
  if (!services.includes(service)) {
    const isComponent = draft.names('components').includes(service)
    const hint = isComponent
      ? `A component has this name: write \`{ component: ${service} }\` to call it.`
      : offer(service, services, 'service')
    const message = `No service "${service}" stands under \`services\`. ${hint}`
    return [{ code: 'REFERENCE_UNKNOWN', path: at, message, validValues: nearest(service, services).ordered }]
  }
  return Object.keys(use.as).flatMap((own) => {
    const message = explainVariable(own)
    return message === null
      ? []
      : [{ code: 'NAME_INVALID' as const, path: [...path, 'as', own], message, at: 'key' as const }]
  })
}

function ofCall(draft: Draft, caller: string, called: string, path: Path): readonly Finding[] {
  const at: Path = [...path, 'component']
  const components = draft.names('components').filter((name) => name !== caller)
  if (called === caller) {
    return [
      {
        code: 'VALUE_INVALID',
        path: at,
        message: `"${caller}" calls itself, which needs no permission. Remove the entry.`,
      },
    ]
  }
  if (!components.includes(called)) {
    const message = `No component "${called}" stands under \`components\`. ${offer(called, components, 'component')}`
    return [{ code: 'REFERENCE_UNKNOWN', path: at, message, validValues: nearest(called, components).ordered }]
  }
  const target = Object.hasOwn(draft.file.components, called) ? draft.file.components[called] : undefined
  if (target === undefined || !draft.isSound(['components', called]) || Object.keys(target.ports).length > 0) return []
  const message = `"${called}" has no port, so it cannot be called. Give it a \`port\`, or remove the entry.`
  return [{ code: 'VALUE_INVALID', path: at, message }]
}

function unused({ file, isSound }: Draft): readonly Remark[] {
  // While components are refused, nobody can say what they would have used.
  if (!isSound(['components'])) return []
  const used = new Set(Object.values(file.components).flatMap(usedServices))
  return Object.keys(file.services)
    .filter((service) => !used.has(service))
    .map((service) => ({
      code: 'SERVICE_UNUSED',
      path: ['services', service],
      at: 'key',
      message: `No component uses the service "${service}". It is made all the same; add it to the \`uses\` of a component, or remove it.`,
    }))
}

function callsIntoNothing({ file }: Draft): readonly Remark[] {
  return Object.entries(file.deployments).flatMap(([name, deployment]) => {
    const running = effectiveComponents(file, deployment)
    return [...running].flatMap(([caller, component]) =>
      component.uses.flatMap((use): readonly Remark[] => {
        if (use.type !== 'component' || running.has(use.component) || !Object.hasOwn(file.components, use.component))
          return []
        const message = `"${caller}" calls "${use.component}", which is left out of the deployment "${name}". Its calls fail there.`
        return [
          { code: 'CALL_UNANSWERED', path: ['deployments', name, 'components', use.component], at: 'key', message },
        ]
      }),
    )
  })
}
