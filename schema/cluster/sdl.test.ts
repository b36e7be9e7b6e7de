import { composeServices, type ServiceDefinition } from '@theguild/federation-composition'
import { Kind, parse, type DocumentNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { contractVersion } from '../link/messages.ts'
import { sdlAtVersion } from './sdl-at-version.ts'
import { clusterSdl, liveTypesSdl } from './sdl.ts'
import { typeNameOf } from './type-name.ts'

describe('the name of a cluster’s type', () => {
  test.each([
    ['cluster-a', 'ClusterADeployment'],
    ['north', 'NorthDeployment'],
    ['a-1', 'A1Deployment'],
    ['rijks-cloud-01', 'RijksCloud01Deployment'],
  ])('%s gives %s', (cluster, typeName) => {
    expect(typeNameOf(cluster)).toBe(typeName)
  })
})

describe('the SDL of a cluster', () => {
  const document = parse(sdlOf('cluster-a'))

  test('has a sentence on every type, field, argument and enum value', () => {
    expect(undescribed(document)).toEqual([])
  })

  test('is the same in all clusters except for the one concrete type', () => {
    const renamed = sdlOf('cluster-a')
      .replaceAll('ClusterADeployment', 'NorthDeployment')
      .replaceAll('cluster-a', 'north')
    expect(renamed).toBe(sdlOf('north'))
  })

  test('refuses a contract version that nobody speaks', () => {
    expect(() => clusterSdl({ name: 'a', typeName: 'ADeployment' }, contractVersion + 1)).toThrow(/unknown/)
    expect(() => clusterSdl({ name: 'a', typeName: 'ADeployment' }, 0)).toThrow(/unknown/)
  })

  test('refuses names that would break out of the SDL', () => {
    expect(() => clusterSdl({ name: 'a', typeName: 'A { x' }, contractVersion)).toThrow(/type name/)
    expect(() => clusterSdl({ name: 'a" }', typeName: 'A' }, contractVersion)).toThrow(/cluster name/)
  })
})

describe('an SDL at a contract version', () => {
  const sdl = `type A { old: Int new: Int @since(version: 2) } type B @since(version: 2) { x: Int } enum E { P Q @since(version: 3) }`

  test('leaves out fields, types and values that came later', () => {
    expect(names(sdlAtVersion(sdl, 1))).toEqual(['A', 'old', 'E', 'P'])
    expect(names(sdlAtVersion(sdl, 2))).toEqual(['A', 'old', 'new', 'B', 'x', 'E', 'P'])
    expect(names(sdlAtVersion(sdl, 3))).toContain('Q')
  })

  test('never shows the directive itself', () => {
    expect(sdlAtVersion(sdl, 3)).not.toContain('since')
  })
})

describe('composition', () => {
  test.each([0, 2, 50])('works with %i clusters', (count) => {
    const clusters = Array.from({ length: count }, (_, index) => `cluster-${index}`)
    const result = composeServices([
      registry(clusters),
      ...clusters.map((name) => ({ name, typeDefs: parse(sdlOf(name)), url: `http://${name}` })),
    ])
    expect(result.errors ?? []).toEqual([])
    expect(result.supergraphSdl).toContain('type DeploymentLive')
  })
})

function sdlOf(name: string): string {
  return clusterSdl({ name, typeName: typeNameOf(name) }, contractVersion)
}

/** The smallest registry that can stand beside clusters; with none, its own interface has to name `live`. */
function registry(clusters: readonly string[]): ServiceDefinition {
  const live = clusters.length === 0 ? 'live: DeploymentLive' : ''
  const concrete = clusters.map(
    (name) => `type ${typeNameOf(name)} implements Deployment @key(fields: "id") { id: ID! name: String! }`,
  )
  return {
    name: 'registry',
    url: 'http://registry',
    typeDefs: parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
      type Query { deployments: [Deployment!]! }
      interface Deployment @key(fields: "id") { id: ID! name: String! ${live} }
      type DetachedDeployment implements Deployment @key(fields: "id") { id: ID! name: String! live: DeploymentLive }
      ${concrete.join('\n')}
      ${liveTypesSdl(contractVersion)}
    `),
  }
}

function undescribed(document: DocumentNode): string[] {
  const found: string[] = []
  const check = (path: string, node: { readonly description?: unknown }): void => {
    if (node.description === undefined) found.push(path)
  }
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue
    const name = definition.name.value
    check(name, definition as { description?: unknown })
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      for (const value of definition.values ?? []) check(`${name}.${value.name.value}`, value)
    }
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) {
        check(`${name}.${field.name.value}`, field)
        for (const argument of field.arguments ?? [])
          check(`${name}.${field.name.value}(${argument.name.value})`, argument)
      }
    }
  }
  return found
}

function names(sdl: string): string[] {
  return [...sdl.matchAll(/\b(?:type|enum)?\s*([A-Za-z]\w*)(?=\s*[:{}\n])/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'Int')
}
