import type { Plain, PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { projectFileJsonSchema } from '@operations-manager/schema/project-file/json-schema.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { beforeAll, expect, test } from 'vitest'
import { locales, type Locale } from '../../words/locales.ts'
import { textsIn } from '../../words/words.ts'
import { GraphProvider } from '../../graph/provider.tsx'
import { fieldAt } from '../schema/field-at.ts'
import { fieldOf, type Field, type Group } from '../schema/field.ts'
import { FormContext, idOf, type FormState } from './form-context.ts'
import { ProjectForm } from './project-form.tsx'
import { namesOf, ownWords } from './use-labels.ts'

type Json = { readonly [key: string]: unknown }
const schema = JSON.parse(JSON.stringify(projectFileJsonSchema(catalogue))) as Json
const file = fieldOf(schema) as Group

/** Every place that the schema knows, with the names of entries as they are in `everything`. */
function placesIn(form: Json, path: readonly string[], value: unknown): readonly (readonly string[])[] {
  const forms = (form['anyOf'] ?? form['oneOf']) as readonly Json[] | undefined
  if (forms !== undefined) return forms.flatMap((one) => placesIn(one, path, value))
  const at = (key: string): unknown => (value as Json | undefined)?.[key]
  if (form['properties'] !== undefined) {
    return Object.entries(form['properties'] as Json).flatMap(([key, below]) => [
      [...path, key],
      ...placesIn(below as Json, [...path, key], at(key)),
    ])
  }
  const below = form['additionalProperties'] ?? form['items']
  if (typeof below !== 'object') return []
  return Object.keys((value ?? {}) as Json).flatMap((key) => [
    [...path, key],
    ...placesIn(below as Json, [...path, key], at(key)),
  ])
}

const types = [...catalogue.keys()]
const component: PlainMap = {
  image: 'web:1',
  command: ['a'],
  args: ['a'],
  before: ['a'],
  env: { A: 'b' },
  egress: ['a.example:1'],
  resources: {},
  autoscale: { min: 1, max: 2, cpu: 50 },
  health: {},
  ports: { short: 1, long: { port: 2 } },
  publish: {},
  uses: [{ service: 'postgresql', prefix: 'X', as: { A: 'B' } }, { component: 'api' }],
  secrets: ['KEY'],
  mounts: { volume: '/data' },
}
const everything: PlainMap = {
  members: [{ email: 'a@example.org', role: 'owner' }],
  registries: { ghcr: { url: 'ghcr.io', username: 'bot', secret: 'TOKEN' } },
  services: Object.fromEntries(types.map((type): [string, Plain] => [type, { type }])),
  components: { web: component, api: { image: 'api:1', publish: {}, autoscale: { min: 1, max: 2, cpu: 50 } } },
  deployments: {
    live: {
      cluster: 'one',
      hosts: ['a.example'],
      services: Object.fromEntries(types.map((type): [string, Plain] => [type, { extensions: ['a'], schemas: ['a'] }])),
      components: { web: { ...component, hosts: ['a.example'] } },
    },
  },
}

function rendered(locale: Locale, messages: Awaited<ReturnType<typeof textsIn>>, value: PlainMap): string {
  const form: FormState = {
    value,
    file,
    said: [],
    sources: { projectFileSchema: schema, clusters: [], serviceTypes: [] },
    saved: null,
    edit: () => undefined,
    rename: () => undefined,
    remove: () => undefined,
    isOpen: () => true,
    setOpen: () => undefined,
  }
  const inForm = createElement(FormContext, { value: form }, createElement(ProjectForm, { file }))
  const inGraph = createElement(GraphProvider, null, inForm)
  // oxlint-disable-next-line react/no-children-prop -- the provider's type demands it
  const page = createElement(IntlProvider, { locale, messages, timeZone: 'UTC', children: inGraph })
  return renderToStaticMarkup(page)
}

let html = ''
beforeAll(async () => {
  html = rendered('en', await textsIn('en'), everything)
})

/** Settings of a service that another type has, and forms that are the other one of two, are not to be seen there. */
function isShown(path: readonly string[]): boolean {
  const [section, name = '', key = '', service = '', setting = ''] = path
  const has = (type: string, one: string): boolean => {
    const services = file.fields['services']
    const forms = services?.kind === 'map' && services.item.kind === 'variants' ? services.item.variants : []
    const form = forms.find((variant) => variant.kind === 'group' && isType(variant, type))
    return form?.kind === 'group' && Object.hasOwn(form.fields, one)
  }
  if (section === 'services' && path.length === 3) return has(name, key)
  if (section === 'deployments' && key === 'services' && path.length === 5) return has(service, setting)
  if (section === 'deployments' && key === 'services' && path.length > 5) return has(service, setting)
  // A call of a component has no variables.
  if (key === 'uses' && service === '1') return setting === 'component' || setting === ''
  if (key === 'ports' && path.length === 5) return service === 'long'
  return true
}

const isType = (form: Group, type: string): boolean =>
  form.fields['type']?.kind === 'choice' && form.fields['type'].values.includes(type)

test('every key of the project file has a control in the form', () => {
  const places = placesIn(schema, [], everything)
  const missing = places
    .filter(isShown)
    // Written by the platform alone: its values get there by the secret field, which the next test looks for.
    .filter(([first]) => first !== 'sealed')
    .filter((path) => !hasControl(path))
    .map((path) => path.join('.'))
  expect(places.length).toBeGreaterThan(100)
  expect(missing).toEqual([])
})

/** A control of its own, or controls for each of its keys below; the uses are boxes named by what they use. */
function hasControl(path: readonly string[]): boolean {
  const [section, , key] = path
  if (section === 'components' && key === 'uses' && path.length >= 4) {
    const [, , , , setting] = path
    return setting === undefined || ['service', 'component'].includes(setting)
      ? html.includes('<code>postgresql</code>') && html.includes('<code>api</code>')
      : html.includes(`id="${idOf(path)}"`)
  }
  return html.includes(`id="${idOf(path)}`) || html.includes(`id="section.${path.join('.')}"`)
}

test('a secret has a field for its value, or says when it will have one', async () => {
  const { edit } = await textsIn('en')
  // One for the component's secret, one for the registry's.
  expect(html.split(edit.secretAfterSaving)).toHaveLength(3)
})

test.each(locales)('every key has a name in %s', async (locale) => {
  const { edit } = await textsIn(locale)
  const labels: Readonly<Record<string, string>> = edit.label
  const keys = placesIn(schema, [], everything).filter((path) => isKey(file, path))
  const saysItself = (path: readonly string[]): boolean => {
    const field = fieldAt(file, path)
    return field !== null && (ownWords(field, locale)?.title ?? '') !== ''
  }
  const missing = keys.filter((path) => !namesOf(path).some((name) => Object.hasOwn(labels, name)) && !saysItself(path))
  expect([...new Set(missing.map((path) => path.at(-1)))]).toEqual(['sealed'])
})

/** False for the name of an entry, which people give. */
function isKey(field: Field, path: readonly string[]): boolean {
  const [step = '', ...rest] = path
  if (field.kind === 'variants') return field.variants.some((variant) => isKey(variant, path))
  if (field.kind === 'group') {
    const below = field.fields[step]
    return below !== undefined && (rest.length === 0 || isKey(below, rest))
  }
  if (field.kind === 'map' || field.kind === 'list') return rest.length > 0 && isKey(field.item, rest)
  return false
}
