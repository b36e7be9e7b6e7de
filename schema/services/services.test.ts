import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aComponent, aProjectFile } from '../resolve/builders.ts'
import { resolveDeployment } from '../resolve/resolve.ts'
import { stepGraph } from '../steps/graph.ts'
import { removalGraph } from '../steps/removal.ts'
import { effectiveVariables } from '../variables/variables.ts'
import { variableClashes } from '../variables/clashes.ts'
import { catalogue } from './catalogue.ts'
import { catalogueSource, generateCatalogue, typesInFolder } from './generate-catalogue.ts'
import { unofferedSettings } from './offer.ts'
import { aServiceType } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'service-types-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the generated catalogue is that of the folders', () => {
  expect(generateCatalogue()).toBe(false)
  expect([...catalogue.keys()]).toEqual(typesInFolder(import.meta.dirname))
})

test('a new folder is all that the generator needs', () => {
  for (const type of ['message-queue', 'postgresql']) {
    mkdirSync(join(folder, type))
    writeFileSync(join(folder, type, 'service-type.ts'), '')
  }
  mkdirSync(join(folder, 'no-type'))
  expect(generateCatalogue(folder)).toBe(true)
  expect(generateCatalogue(folder)).toBe(false)
  expect(catalogueSource(folder)).toContain(
    "import { serviceType as messageQueue } from './message-queue/service-type.ts'",
  )
  expect(catalogueSource(folder)).not.toContain('no-type')
})

/** Steps of components; services may not use their names, since both stand under a name of the project. */
const componentSteps = ['binding', 'before', 'workload', 'reach', 'rollout', 'address']

describe.each([...catalogue.values()].map((type) => [type.type, type] as const))('the type %s', (folderName, type) => {
  const settings = Object.keys(type.settings.shape)

  test('is called like its folder', () => {
    expect(typesInFolder(import.meta.dirname)).toContain(folderName)
  })

  test('refuses settings that it does not know, and takes none at all', () => {
    expect(type.settings.safeParse({ unknown: 1 }).success).toBe(false)
    expect(type.settings.safeParse({}).success).toBe(true)
    expect(settings.filter((setting) => ['type', 'deletion'].includes(setting))).toEqual([])
  })

  test('explains each setting in both languages, and its example holds', () => {
    expect(Object.keys(type.settingTexts)).toEqual(settings)
    expect([...type.overridable, ...type.quantities].filter((setting) => !settings.includes(setting))).toEqual([])
    expect(type.settings.safeParse(type.example.settings).success).toBe(true)
    const texts = [type.title, type.summary, type.deletion, ...type.notes, ...Object.values(type.settingTexts)]
    expect(texts.filter(({ en, nl }) => en === '' || nl === '')).toEqual([])
  })

  test('publishes its settings as JSON Schema', () => {
    const schema = z.toJSONSchema(type.settings, { io: 'input' })
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
    expect(
      Object.values(schema.properties ?? {}).filter((one) => typeof one === 'boolean' || !one.description),
    ).toEqual([])
  })

  test('has steps that need only what exists, and do not share a name with those of components', () => {
    const known = [
      'namespace',
      'policies',
      ...(type.sharedUnit === null ? [] : [type.sharedUnit]),
      ...type.steps.map(({ name }) => name),
    ]
    expect(type.steps.flatMap(({ needs }) => needs).filter((need) => !known.includes(need))).toEqual([])
    expect(type.steps.filter(({ name }) => componentSteps.includes(name))).toEqual([])
    // Pods of its own come after the policies that hold them in.
    expect(type.steps.some(({ needs }) => needs.includes('policies'))).toBe(typeof type.network === 'object')
    expect(type.steps.some(({ proof }) => proof)).toBe(type.proof !== null)
    expect(type.steps.filter(({ proof, removalTitle }) => proof === (removalTitle !== null))).toEqual([])
  })

  test('gives variables from outputs that it has', () => {
    const named = type.variables.flatMap(({ output, further }) => [output, ...further.map((one) => one.output)])
    expect(named.filter((output) => type.outputs[output] === undefined)).toEqual([])
    expect(new Set(named).size).toBe(Object.keys(type.outputs).length)
  })
})

test.each([
  ['a whole number of connections', 'postgresql', { connections: 1.5 }],
  ['at least one connection', 'postgresql', { connections: 0 }],
  ['no schema of PostgreSQL itself', 'postgresql', { schemas: ['pg_own'] }],
  ['no schema that is there already', 'postgresql', { schemas: ['public'] }],
  ['no quoted schema', 'postgresql', { schemas: ['a"b'] }],
  ['no extension with other characters', 'postgresql', { extensions: ['x; drop'] }],
  ['a real amount', 'object-storage', { quota: '10 GB' }],
  ['more than nothing', 'volume', { size: '0Gi' }],
  ['no other exposure than reading', 'object-storage', { public: 'write' }],
  ['text for a yes or no', 'object-storage', { versioning: 'yes' }],
])('settings hold %s', (_, type, settings) => {
  expect(catalogue.get(type)?.settings.safeParse(settings).success).toBe(false)
})

test('public objects are shown as exposure', () => {
  const type = catalogue.get('object-storage')
  expect(type?.exposure({ public: 'read' })?.en).toContain('Everybody')
  expect(type?.exposure({})).toBeNull()
})

test.each([
  ['without a choice and without a cluster', {}, null, true],
  ['of the default class', {}, { limits: {}, choices: { class: ['fast'], sharedClass: ['nfs'] } }, true],
  ['of a shared default class', {}, { limits: {}, choices: { class: ['nfs'], sharedClass: ['nfs'] } }, false],
  ['of a shared class', { class: 'nfs' }, { limits: {}, choices: { class: ['fast'], sharedClass: ['nfs'] } }, false],
])('a volume %s is for one pod alone: %j %j %s', (_, settings, offer, expected) => {
  expect(catalogue.get('volume')?.exclusive(settings, offer)).toBe(expected)
})

describe('what a cluster offers', () => {
  const offer = { limits: { connections: 50, size: 2 ** 30 }, choices: { extensions: ['pgcrypto'], class: ['fast'] } }
  const unoffered = (type: string, settings: Record<string, string | number | string[]>) =>
    unofferedSettings(catalogue.get(type)!, settings, offer).map((one) => [one.type, one.setting, one.value])

  test.each([
    ['a number over its limit', 'postgresql', { connections: 51 }, [['over-limit', 'connections', 51]]],
    ['a number at its limit', 'postgresql', { connections: 50 }, []],
    ['an amount over its limit', 'volume', { size: '1025Mi' }, [['over-limit', 'size', '1025Mi']]],
    ['an amount at its limit', 'volume', { size: '1Gi' }, []],
    [
      'one of several that is no choice',
      'postgresql',
      { extensions: ['pgcrypto', 'x'] },
      [['no-choice', 'extensions', 'x']],
    ],
    ['a class that is no choice', 'volume', { class: 'slow' }, [['no-choice', 'class', 'slow']]],
    ['what the cluster does not bound', 'postgresql', { schemas: ['any'] }, []],
  ])('is compared: %s', (_, type, settings, expected) => {
    expect(unoffered(type, settings)).toEqual(expected)
  })
})

test('a new type works everywhere, and no other file knows it', () => {
  const queue = aServiceType()
  const types = new Map([...catalogue, [queue.type, queue]])
  const file = aProjectFile(
    {
      services: { jobs: { type: 'message-queue' } },
      components: { worker: aComponent({ uses: ['jobs', { component: 'queue' }] }), queue: aComponent({ port: 1 }) },
      deployments: { production: { cluster: 'cluster-a', services: { jobs: { size: 9 } } } },
    },
    types,
  )
  const spec = resolveDeployment(file, 'production', { installation: 'test', catalogue: types })
  expect(spec.services['jobs']).toEqual({ type: 'message-queue', settings: { size: 9 }, deletion: 'retain' })
  expect(stepGraph(spec, types).find(({ key }) => key === 'production/worker/binding')?.needs).toContain(
    'production/jobs/queue',
  )
  expect(removalGraph(spec, types, 'jobs').map(({ key }) => key)).toEqual(['production/jobs/queue'])
  expect(variableClashes(file, types).map(({ name }) => name)).toEqual(['QUEUE_URL'])
  const input = { spec, component: 'worker', catalogue: types, publicAddress: null, caFiles: {}, secrets: {} }
  const rows = effectiveVariables({ ...input, outputs: { jobs: { url: 'amqp://x' } } })
  expect(rows.find(({ name }) => name === 'AMQP_URL')).toMatchObject({ secret: true, overriddenBy: null })
})
