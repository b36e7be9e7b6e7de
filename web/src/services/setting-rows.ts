import { z } from 'zod'

const Schema = z.looseObject({
  type: z.string().optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  'x-nl': z.looseObject({ description: z.string().optional() }).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  items: z.looseObject({ type: z.string().optional() }).optional(),
})

const Settings = z.looseObject({
  properties: z.record(z.string(), Schema).default({}),
  required: z.array(z.string()).default([]),
})

/** One setting of a service type as a person reads it. */
export type SettingRow = {
  readonly name: string
  /** `boolean`, `text`, `number`, or `list`: words for these are the page's. */
  readonly type: 'boolean' | 'text' | 'number' | 'list' | 'other'
  readonly isRequired: boolean
  /** As YAML would say it; null if it has none. */
  readonly standard: string | null
  readonly description: string
  /** The closed set of values, where there is one. */
  readonly values: readonly string[]
  readonly minimum: number | null
  readonly maximum: number | null
}

const types: Readonly<Record<string, SettingRow['type']>> = {
  boolean: 'boolean',
  string: 'text',
  integer: 'number',
  number: 'number',
  array: 'list',
}

/** The settings that a JSON Schema describes, in its order, in a language as far as the schema has it. */
export function settingRows(schema: unknown, locale = 'en'): readonly SettingRow[] {
  const { properties, required } = Settings.parse(schema)
  return Object.entries(properties).map(([name, one]) => ({
    name,
    type: types[one.type ?? ''] ?? 'other',
    isRequired: required.includes(name) && one.default === undefined,
    standard: one.default === undefined ? null : JSON.stringify(one.default).replaceAll('"', ''),
    description: (locale === 'nl' ? one['x-nl']?.description : undefined) ?? one.description ?? '',
    values: (one.enum ?? (one.const === undefined ? [] : [one.const])).map(String),
    minimum: one.minimum ?? null,
    // What JSON Schema has to write for "no limit" is none.
    maximum: one.maximum === undefined || one.maximum >= Number.MAX_SAFE_INTEGER ? null : one.maximum,
  }))
}
