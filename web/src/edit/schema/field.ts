/** What a form can ask for, derived from JSON Schema. `about` and `title` are the schema's own words. */
export type Field =
  | ({ readonly kind: 'text' } & About & TextRules)
  | ({ readonly kind: 'number'; readonly minimum: number | null; readonly maximum: number | null } & About)
  | ({ readonly kind: 'flag' } & About)
  | ({ readonly kind: 'choice'; readonly values: readonly string[] } & About)
  | ({ readonly kind: 'list'; readonly item: Field } & About)
  | ({ readonly kind: 'map'; readonly key: TextRules; readonly item: Field } & About)
  | Group
  /** One of several forms. `by` names the key whose fixed value tells them apart, where there is one. */
  | ({ readonly kind: 'variants'; readonly variants: readonly Field[]; readonly by: string | null } & About)
  | ({ readonly kind: 'unknown' } & About)

export type Group = {
  readonly kind: 'group'
  readonly fields: Readonly<Record<string, Field>>
  readonly required: readonly string[]
} & About

type About = {
  readonly about: string
  readonly standard: string | null
  /** How the schema itself calls it; absent where the words are the page's. */
  readonly title?: string
  /** The same in Dutch. */
  readonly dutch?: { readonly title: string; readonly about: string }
}

export type TextRules = {
  readonly pattern: string | null
  readonly maxLength: number | null
  readonly example: string | null
}

/** JSON Schema as far as project files use it; it comes over the wire, so nothing in it is taken for granted. */
type Schema = { readonly [key: string]: unknown }

/** The field that sets what a schema describes; of kind `unknown` where nobody taught the form yet. */
export function fieldOf(schema: unknown): Field {
  if (!isSchema(schema)) return { kind: 'unknown', about: '', standard: null }
  const about = {
    about: text(schema['description']) ?? '',
    standard: standardOf(schema['default']),
    ...ownWords(schema),
  }
  const forms = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(forms)) return variantsOf(forms.map(fieldOf), forms, about)
  const values = closedSet(schema)
  if (values !== null) return { kind: 'choice', values, ...about }
  switch (schema['type']) {
    case 'string':
      return { kind: 'text', ...about, ...rulesOf(schema) }
    case 'integer':
    case 'number':
      return { kind: 'number', minimum: number(schema['minimum']), maximum: number(schema['maximum']), ...about }
    case 'boolean':
      return { kind: 'flag', ...about }
    case 'array':
      return { kind: 'list', item: fieldOf(schema['items']), ...about }
    case 'object':
      return objectOf(schema, about)
    default:
      return { kind: 'unknown', ...about }
  }
}

function objectOf(schema: Schema, about: About): Field {
  const { properties, additionalProperties, propertyNames, required } = schema
  if (isSchema(properties)) {
    return {
      kind: 'group',
      fields: Object.fromEntries(Object.entries(properties).map(([key, form]) => [key, fieldOf(form)])),
      required: Array.isArray(required) ? required.filter((key) => typeof key === 'string') : [],
      ...about,
    }
  }
  if (!isSchema(additionalProperties)) return { kind: 'unknown', ...about }
  const key = rulesOf(isSchema(propertyNames) ? propertyNames : {})
  return { kind: 'map', key, item: fieldOf(additionalProperties), ...about }
}

function variantsOf(variants: readonly Field[], forms: readonly unknown[], about: About): Field {
  const [first, ...rest] = variants
  if (first === undefined) return { kind: 'unknown', ...about }
  // The same form with other descriptions, as a setting has that several types of service know.
  const bare = ({ title: _title, dutch: _dutch, ...field }: Field): string =>
    JSON.stringify({ ...field, about: '', standard: null })
  if (rest.every((one) => bare(one) === bare(first))) return { ...first, ...(about.about !== '' && about) }
  return { kind: 'variants', variants, by: discriminator(forms), ...about }
}

function discriminator(forms: readonly unknown[]): string | null {
  const fixed = forms.map((form) => {
    const properties = isSchema(form) && isSchema(form['properties']) ? form['properties'] : {}
    return Object.keys(properties).filter((key) => isSchema(properties[key]) && 'const' in properties[key])
  })
  return fixed[0]?.find((key) => fixed.every((keys) => keys.includes(key))) ?? null
}

function closedSet(schema: Schema): readonly string[] | null {
  if (typeof schema['const'] === 'string') return [schema['const']]
  const values = schema['enum']
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : null
}

function rulesOf(schema: Schema): TextRules {
  const examples = schema['examples']
  return {
    pattern: text(schema['pattern']),
    maxLength: number(schema['maxLength']),
    example: Array.isArray(examples) ? text(examples[0]) : null,
  }
}

/** Words that a schema brings for what it describes, in both languages. */
function ownWords(schema: Schema): Pick<About, 'title' | 'dutch'> {
  const title = text(schema['title'])
  const dutch = schema['x-nl']
  if (title === null || !isSchema(dutch)) return {}
  return { title, dutch: { title: text(dutch['title']) ?? title, about: text(dutch['description']) ?? '' } }
}

function standardOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
