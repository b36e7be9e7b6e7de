import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { chart } from '@operations-manager/testbed/installation/chart.ts'
import { settingNames } from '../../subgraphs/cluster/src/config.ts'

const read = (...path: string[]): Promise<string> => readFile(join(chart, ...path), 'utf8')

const byName = (a = '', b = ''): number => (a < b ? -1 : 1)

/** What a pod never has to be told, and by what it knows it. */
const notGiven = {
  KUBERNETES: 'in a pod it is "in-cluster"',
  KUBERNETES_SERVICE_HOST: 'the kubelet says it',
  KUBERNETES_SERVICE_PORT: 'the kubelet says it',
  MEMORY_URL: 'nothing of an installed cluster is in memory',
}

type Schema = { readonly [key: string]: unknown }
const asSchema = (value: unknown): Schema => z.record(z.string(), z.unknown()).parse(value)

/** Every property of a JSON Schema, below its properties too, by its path. */
function* properties(schema: Schema, path: string): Generator<readonly [string, Schema]> {
  for (const [name, value] of Object.entries(asSchema(schema['properties'] ?? {}))) {
    const property = asSchema(value)
    yield [`${path}${name}`, property]
    yield* properties(property, `${path}${name}.`)
  }
}

/** Every value that has a usual one, by its path. */
function* paths(values: unknown, path: string): Generator<string> {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return yield path
  for (const [name, value] of Object.entries(values)) yield* paths(value, path === '' ? name : `${path}.${name}`)
}

describe('the chart of the cluster backend', () => {
  test('can give every setting of the program, and gives none that it does not have', async () => {
    const text = await read('templates', '_environment.tpl')
    const given = [...text.matchAll(/"([A-Z][A-Z0-9_]+)"|- name: ([A-Z][A-Z0-9_]+)$/gm)].map(([, a, b]) => a ?? b)
    // This one is Node's own.
    const names = new Set(given.filter((name) => name !== 'NODE_EXTRA_CA_CERTS'))
    expect([...names].toSorted(byName)).toEqual(
      settingNames.filter((name) => !Object.hasOwn(notGiven, name)).toSorted(byName),
    )
  })

  test('has a sentence on every value', async () => {
    const schema = asSchema(JSON.parse(await read('values.schema.json')))
    const silent = [...properties(schema, '')].filter(([path, { description, $ref, const: only }]) => {
      const isTold = typeof description === 'string' && description.endsWith('.')
      return !isTold && $ref === undefined && only === undefined && !path.startsWith('installation.callerPublicKey.')
    })
    expect(silent.map(([path]) => path)).toEqual([])
  })

  test('takes nothing that it does not know', async () => {
    const schema = asSchema(JSON.parse(await read('values.schema.json')))
    const asKubernetes = ['global', 'resources', 'installation.callerPublicKey']
    const open = [...properties(schema, '')].filter(([path, property]) => {
      const isObject = [property['type']].flat().includes('object')
      return isObject && property['additionalProperties'] === undefined && !asKubernetes.includes(path)
    })
    expect(open.map(([path]) => path)).toEqual([])
    expect(schema['additionalProperties']).toBe(false)
  })

  test('names in its schema every value that it has, with the usual one where there is one', async () => {
    const schema = asSchema(JSON.parse(await read('values.schema.json')))
    const known = new Set([...properties(schema, '')].map(([path]) => path))
    const usual = [...paths(parse(await read('values.yaml')), '')]
    expect(usual.filter((path) => !known.has(path) && !/^(resources|network\.dns)\b/.test(path))).toEqual([])
  })

  test('has the version of the program', async () => {
    const { version, appVersion } = z
      .object({ version: z.string(), appVersion: z.string() })
      .parse(parse(await read('Chart.yaml')))
    const program = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(chart, '..', '..', 'subgraphs', 'cluster', 'package.json'), 'utf8')))
    expect([version, appVersion]).toEqual([program.version, program.version])
  })
})
