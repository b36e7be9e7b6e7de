import { z } from 'zod'
import type { ServiceType, Settings } from '../../services/service-type.ts'
import type { Draft, Rule } from '../draft.ts'
import type { Finding, Path, Remark } from '../finding.ts'
import { readByShape } from '../issues.ts'

/** Settings of services: those that differ in a deployment have their type's own form, and what they expose is said. */
export const serviceOverrides: Rule = (draft) => ({
  findings: overrides(draft).flatMap(({ type, settings, path, deletion }) => [
    ...ofSettings(type, settings, path),
    ...ofDeletion(type, deletion, path),
  ]),
  remarks: exposures(draft),
})

type Override = {
  readonly type: ServiceType
  readonly settings: Settings
  readonly deletion: 'retain' | 'delete' | null
  readonly path: Path
}

function overrides({ file, catalogue }: Draft): readonly Override[] {
  return Object.entries(file.deployments).flatMap(([deployment, { services }]) =>
    Object.entries(services).flatMap(([name, { settings, deletion }]) => {
      const type = Object.hasOwn(file.services, name) ? catalogue.get(file.services[name]?.type ?? '') : undefined
      return type === undefined
        ? []
        : [{ type, settings, deletion, path: ['deployments', deployment, 'services', name] }]
    }),
  )
}

function ofSettings(type: ServiceType, settings: Settings, path: Path): readonly Finding[] {
  const read = readByShape(z.strictObject(overrideShape(type)), { value: settings, written: () => null })
  if (read.ok) return []
  return read.findings.map((finding) => {
    const [key] = finding.path
    const isFixed = finding.code === 'KEY_UNKNOWN' && typeof key === 'string' && Object.hasOwn(type.settings.shape, key)
    const message = `\`${String(key)}\` is the same in every deployment. Change it under \`services\`, or make a service of its own.`
    return { ...finding, path: [...path, ...finding.path], ...(isFixed && { message }) }
  })
}

/** The settings of a type that a deployment may give a value of its own, none of them required. */
export function overrideShape(type: ServiceType): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    Object.entries(type.settings.shape)
      .filter(([name]) => type.overridable.includes(name))
      .map(([name, setting]) => [name, z.optional(setting)]),
  )
}

function ofDeletion(type: ServiceType, deletion: Override['deletion'], path: Path): readonly Finding[] {
  if (deletion === null || type.data) return []
  const message = `A service of type "${type.type}" holds no data, so there is nothing to retain. Remove \`deletion\`.`
  return [{ code: 'KEY_UNKNOWN', path: [...path, 'deletion'], at: 'key', message }]
}

function exposures({ file, catalogue }: Draft): readonly Remark[] {
  const everywhere = Object.entries(file.services).flatMap(([name, { type, settings }]) =>
    remark(catalogue.get(type), settings, ['services', name]),
  )
  const somewhere = Object.entries(file.deployments).flatMap(([deployment, { services }]) =>
    Object.entries(services).flatMap(([name, override]) => {
      const base = Object.hasOwn(file.services, name) ? file.services[name] : undefined
      const type = catalogue.get(base?.type ?? '')
      if (base === undefined || type === undefined || type.exposure(base.settings) !== null) return []
      return remark(type, { ...base.settings, ...override.settings }, ['deployments', deployment, 'services', name])
    }),
  )
  return [...everywhere, ...somewhere]
}

function remark(type: ServiceType | undefined, settings: Settings, path: Path): readonly Remark[] {
  const text = type?.exposure(settings) ?? null
  return text === null ? [] : [{ code: 'EXPOSED', path, at: 'key', message: text.en }]
}
