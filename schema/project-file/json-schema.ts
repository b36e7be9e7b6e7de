import { z } from 'zod'
import type { Catalogue } from '../services/service-type.ts'
import { fileLimits } from './limits.ts'
import { projectFileShape } from './model.ts'
import { nameKinds, type NameKind } from './names.ts'
import { overrideShape } from './rules/services.ts'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** The JSON Schema of project files, for editors. It tells shapes; the rules over the whole file it cannot tell. */
export function projectFileJsonSchema(catalogue: Catalogue): JsonSchema {
  const schema = z.toJSONSchema(projectFileShape(catalogue), { io: 'input', target: 'draft-7', reused: 'inline' })
  limitNames(schema)
  const overrides = at(schema, ['deployments', '*', 'services'])
  if (overrides !== null) overrides.additionalProperties = overrideSchema(catalogue)
  return {
    ...schema,
    title: 'Project file',
    description: 'A project of the Operations Manager: what runs, what it uses, and where.',
  }
}

const named: readonly { readonly map: string; readonly kind: NameKind }[] = [
  { map: 'services', kind: 'service' },
  { map: 'components', kind: 'component' },
  { map: 'deployments', kind: 'deployment' },
  { map: 'registries', kind: 'registry' },
]

function limitNames(schema: JsonSchema): void {
  for (const { map, kind } of named) {
    const found = at(schema, [map])
    const names = found?.propertyNames
    if (found === null || typeof names !== 'object') continue
    const { min, max } = nameKinds[kind]
    found.propertyNames = { ...names, minLength: min, maxLength: max }
    if (map !== 'registries') found.maxProperties = fileLimits[map as 'services' | 'components' | 'deployments'] // the rest of `named`
  }
}

// Which type a service has stands elsewhere in the file, so the settings of every type are offered.
function overrideSchema(catalogue: Catalogue): JsonSchema {
  const settings = [...catalogue.values()].map(
    (type) => z.toJSONSchema(z.strictObject(overrideShape(type)), { io: 'input', target: 'draft-7' }).properties ?? {},
  )
  const names = [...new Set(settings.flatMap((properties) => Object.keys(properties)))]
  const merged = names.map((name) => {
    const forms = settings.map((properties) => properties[name]).filter((form) => form !== undefined)
    const distinct = [...new Map(forms.map((form) => [JSON.stringify(form), withoutDefault(form)])).values()]
    return [name, distinct.length === 1 ? distinct[0] : { anyOf: distinct }]
  })
  return {
    type: 'object',
    description: 'Settings of the service that differ in this deployment.',
    properties: { ...Object.fromEntries(merged), deletion: { type: 'string', enum: ['retain', 'delete'] } },
    additionalProperties: false,
  }
}

// What is absent in an override is as the service itself says, not the default of its type.
function withoutDefault(schema: z.core.JSONSchema._JSONSchema): z.core.JSONSchema._JSONSchema {
  if (typeof schema === 'boolean') return schema
  const { default: _, ...rest } = schema
  return rest
}

function at(schema: JsonSchema, path: readonly string[]): JsonSchema | null {
  let current: JsonSchema = schema
  for (const step of path) {
    const next = step === '*' ? current.additionalProperties : current.properties?.[step]
    if (typeof next !== 'object') return null
    current = next
  }
  return current
}
