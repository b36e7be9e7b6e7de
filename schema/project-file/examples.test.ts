import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { catalogue } from '../services/catalogue.ts'
import type { ServiceType } from '../services/service-type.ts'
import { importOlderFormat } from './import-older.ts'
import { projectFileJsonSchema } from './json-schema.ts'
import { readProjectFile } from './read.ts'
import { aProjectText } from './testing.ts'

const textOf = (name: string) => readFileSync(new URL(`examples/${name}.yaml`, import.meta.url), 'utf8')
// What editors use reads patterns without the flag for Unicode, and draft 7.
// Dutch words of settings are the one thing in it that JSON Schema itself does not know.
const accepts = new Ajv({ strict: true, strictTypes: false, allErrors: true, keywords: ['x-nl'] }).compile(
  projectFileJsonSchema(catalogue),
)

describe.each(['webshop', 'registers', 'brochure', 'first-light'])('the example %s', (name) => {
  test('is valid as it stands', () => {
    expect(readProjectFile(textOf(name), catalogue)).toMatchObject({ ok: true, file: { name } })
  })

  test('is accepted by the JSON Schema', () => {
    accepts(parse(textOf(name)))
    expect(accepts.errors ?? []).toEqual([])
  })
})

test('the example of the older format becomes a valid file, which the JSON Schema accepts too', () => {
  const { ok, text } = importOlderFormat(textOf('older-format'), catalogue)
  expect(ok).toBe(true)
  accepts(parse(text ?? ''))
  expect(accepts.errors ?? []).toEqual([])
})

test('the example of the older format is told what to do when it is applied as it is', () => {
  const read = readProjectFile(textOf('older-format'), catalogue)
  expect(read).toMatchObject({ ok: false, problems: [{ code: 'FORMAT_VERSION', line: 2, column: 1 }] })
})

describe('the JSON Schema', () => {
  test.each([
    ['an unknown key', aProjectText({ components: 'web: { image: a/b:1, prot: 80 }' })],
    ['an unknown type of service', aProjectText({ services: 'orders: { type: postgres }' })],
    ['a setting of another type', aProjectText({ services: 'orders: { type: postgresql, versioning: true }' })],
    ['a name that breaks the rules', aProjectText({ components: 'Web: { image: a/b:1 }' })],
    ['a number as value of a variable', aProjectText({ components: 'web: { image: a/b:1, env: { A: 1 } }' })],
    ['a port out of range', aProjectText({ components: 'web: { image: a/b:1, port: 70000 }' })],
    ['no cluster', aProjectText({ deployments: 'live: {}' })],
    [
      'an unknown setting in a deployment',
      aProjectText({ deployments: 'live: { cluster: a1, services: { orders: { x: 1 } } }' }),
    ],
    ['another version', aProjectText({ head: 'apiVersion: operations-manager/v2\nname: shop' })],
  ])('refuses %s', (_, text) => {
    expect(accepts(parse(text))).toBe(false)
  })

  test('takes the settings of a service that differ in a deployment, without the others', () => {
    const text = aProjectText({ deployments: 'live: { cluster: cluster-a, services: { orders: { connections: 3 } } }' })
    expect(accepts(parse(text))).toBe(true)
  })

  test('says something about every key', () => {
    const { properties } = projectFileJsonSchema(catalogue)
    const silent = Object.entries(properties ?? {}).filter(
      ([, schema]) => typeof schema !== 'object' || (schema.description ?? '') === '',
    )
    expect(silent).toEqual([])
  })
})

describe('another catalogue', () => {
  const [usual] = [...catalogue.values()]
  const queue: ServiceType = {
    ...usual!,
    type: 'queue',
    settings: z.strictObject({ depth: z.int().min(1).default(10) }),
    settingTexts: {},
    overridable: ['depth'],
    quantities: [],
    mountable: false,
    variables: [],
    exposure: () => null,
  }
  const other = new Map([['queue', queue]])
  const text = aProjectText({
    services: 'jobs: { type: queue }',
    components: 'web: { image: a/b:1, uses: [jobs] }',
    deployments: 'live: { cluster: cluster-a, services: { jobs: { depth: 20 } } }',
  })

  test('has other types, and nothing else has to change for it', () => {
    expect(readProjectFile(text, other)).toMatchObject({
      ok: true,
      file: { services: { jobs: { type: 'queue', settings: { depth: 10 } } } },
    })
    expect(readProjectFile(text, catalogue)).toMatchObject({ ok: false })
    expect(new Ajv({ strictTypes: false, keywords: ['x-nl'] }).compile(projectFileJsonSchema(other))(parse(text))).toBe(
      true,
    )
  })
})
