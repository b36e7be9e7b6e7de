import { refusing, type Draft } from '../draft.ts'
import type { Finding, Path } from '../finding.ts'
import type { Component } from '../model.ts'
import { isNested } from '../shape/paths.ts'
import { nearest, offer } from '../suggest.ts'

/** Mounts: of services that can be mounted, each at a place of its own; and such services are mounted, not bound. */
export const mounts = refusing((draft) =>
  Object.entries(draft.file.components).flatMap(([name, component]) => [
    ...targets(draft, name),
    ...nested(name, component),
    ...boundOnly(draft, name, component),
  ]),
)

function targets(draft: Draft, name: string): readonly Finding[] {
  const mountable = Object.keys(draft.file.services).filter((service) => isMountable(draft, service))
  return draft.keysAt(['components', name, 'mounts']).flatMap((service): readonly Finding[] => {
    const path: Path = ['components', name, 'mounts', service]
    const validValues = nearest(service, mountable).ordered
    if (!draft.names('services').includes(service)) {
      const message = `No service "${service}" stands under \`services\`. ${offer(service, mountable, 'service that can be mounted')}`
      return [{ code: 'REFERENCE_UNKNOWN', path, at: 'key', message, validValues }]
    }
    if (!Object.hasOwn(draft.file.services, service) || isMountable(draft, service)) return []
    const message = `The service "${service}" is no folder and cannot be mounted. Put it under \`uses\`; its variables say how to reach it.`
    return [{ code: 'VALUE_INVALID', path, at: 'key', message, validValues }]
  })
}

function nested(name: string, component: Component): readonly Finding[] {
  const all = Object.entries(component.mounts)
  return all.flatMap(([service, path], index) => {
    const other = all.slice(0, index).find(([, before]) => isNested(path, before))
    if (other === undefined) return []
    const message = `"${path}" and "${other[1]}" (${other[0]}) lie inside each other, and the outer one would hide the inner one. Choose separate folders.`
    return [{ code: 'VALUE_INVALID' as const, path: ['components', name, 'mounts', service], message }]
  })
}

function boundOnly(draft: Draft, name: string, component: Component): readonly Finding[] {
  return component.uses.flatMap((use, index) => {
    if (use.type !== 'service' || !isMountable(draft, use.service)) return []
    if (Object.hasOwn(component.mounts, use.service)) return []
    const message = `The service "${use.service}" is a folder. Say where it appears: \`mounts: { ${use.service}: /data }\`; that counts as use.`
    return [{ code: 'VALUE_INVALID' as const, path: ['components', name, 'uses', index], message }]
  })
}

function isMountable({ file, catalogue }: Draft, service: string): boolean {
  const found = Object.hasOwn(file.services, service) ? file.services[service] : undefined
  return found !== undefined && (catalogue.get(found.type)?.mountable ?? false)
}
