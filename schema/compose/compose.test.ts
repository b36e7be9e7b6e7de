import { buildSchema, parse } from 'graphql'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { clusterSdl, knownContractVersions } from '../cluster/sdl.ts'
import { typeNameOf } from '../cluster/type-name.ts'
import { registrySdl } from '../registry/sdl.ts'
import { composeSupergraph, type ClusterSubgraph, type Composition } from './compose.ts'
import { exampleSupergraph } from './example.ts'

const newest = Math.max(...knownContractVersions)

const clusterAt = (name: string, contractVersion = newest): ClusterSubgraph => {
  const typeName = typeNameOf(name)
  const sdl = clusterSdl({ name, typeName }, contractVersion)
  return { name, typeName, contractVersion, sdl, url: `http://${name}.example/graphql` }
}

const compose = (clusters: readonly ClusterSubgraph[], version = newest): Composition =>
  composeSupergraph({
    registry: { sdl: registrySdl(clusters, version), url: 'http://registry.example/graphql' },
    clusters,
  })

const sdlOf = (composition: Composition): string => {
  if (!composition.ok) throw new Error(composition.errors.map(({ message }) => message).join('\n'))
  return composition.sdl
}

const codesOf = (composition: Composition): string[] =>
  composition.ok ? [] : composition.errors.map(({ code }) => code)

describe('composing the real subgraphs', () => {
  it.each([0, 1, 2, 50])('works with %i clusters, and each has its concrete type', (count) => {
    const clusters = Array.from({ length: count }, (_, index) => clusterAt(`cluster-${index}`))
    const sdl = sdlOf(compose(clusters))
    const schema = buildSchema(sdl, { assumeValidSDL: true })
    for (const { typeName } of clusters) expect(schema.getType(typeName)).toBeDefined()
    expect(schema.getType('DetachedDeployment')).toBeDefined()
    expect(schema.getSubscriptionType()).toBeDefined()
  })

  it.each(knownContractVersions.map((version) => [version]))('works with contract version %i', (version) => {
    const clusters = [clusterAt('cluster-a', version), clusterAt('cluster-b', version)]
    expect(compose(clusters, version)).toMatchObject({ ok: true })
  })

  it('gives the same text in whatever order the clusters come', () => {
    const [a, b] = [clusterAt('cluster-a'), clusterAt('cluster-b')]
    const registry = { sdl: registrySdl([a, b], newest), url: 'http://registry.example/graphql' }
    expect(composeSupergraph({ registry, clusters: [a, b] })).toEqual(composeSupergraph({ registry, clusters: [b, a] }))
  })

  it('routes a cluster behind the link by its own address', () => {
    const sdl = sdlOf(compose([{ ...clusterAt('cluster-a'), url: 'link:cluster-a' }]))
    expect(sdl).toContain('@join__graph(name: "cluster-a", url: "link:cluster-a")')
  })

  it('is what the committed supergraph of two example clusters says (npm run generate -w schema)', async () => {
    const committed = await readFile(new URL('../supergraph.graphql', import.meta.url), 'utf8')
    expect(exampleSupergraph()).toBe(committed)
  })
})

// Two versions of a live view, as they will be once there is a second contract version.
const live = (version: number): string => `type Live @shareable { state: String! ${version > 1 ? 'age: Int!' : ''} }`
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`
const small = (name: string, version: number): ClusterSubgraph => ({
  name,
  typeName: typeNameOf(name),
  contractVersion: version,
  url: `http://${name}.example/graphql`,
  sdl: `${link} interface Deployment { id: ID! live: Live } ${live(version)}
    type ${typeNameOf(name)} implements Deployment @key(fields: "id") { id: ID! live: Live }`,
})
const smallRegistry = (clusters: readonly ClusterSubgraph[], version: number) => ({
  url: 'http://registry.example/graphql',
  sdl: `${link} type Query { deployments: [Deployment!]! } ${live(version)}
    interface Deployment @key(fields: "id") { id: ID! }
    type DetachedDeployment implements Deployment @key(fields: "id") { id: ID! live: Live }
    ${clusters.map(({ typeName }) => `type ${typeName} implements Deployment @key(fields: "id") { id: ID! }`).join(' ')}`,
})

describe('mixed contract versions', () => {
  it('compose when all clusters are given the lowest version in use', () => {
    const lowest = [small('cluster-old', 1), small('cluster-new', 1)]
    expect(composeSupergraph({ registry: smallRegistry(lowest, 1), clusters: lowest })).toMatchObject({ ok: true })
  })

  it('are refused with a reason when each cluster is given its own', () => {
    const mixed = [small('cluster-old', 1), small('cluster-new', 2)]
    const composition = composeSupergraph({ registry: smallRegistry(mixed, 2), clusters: mixed })
    expect(codesOf(composition)).toEqual(['CONTRACT_VERSIONS_DIFFER'])
  })

  it('bring a new live field once the last cluster has it', () => {
    const both = [small('cluster-a', 2), small('cluster-b', 2)]
    expect(sdlOf(composeSupergraph({ registry: smallRegistry(both, 2), clusters: both }))).toContain('age: Int!')
  })
})

describe('what cannot be composed is refused, with every reason', () => {
  const a = small('cluster-a', 1)
  it.each([
    ['a name that is given twice', [a, { ...a, typeName: 'OtherDeployment' }], 'NAME_TAKEN'],
    ['the registry’s own name', [{ ...a, name: 'registry' }], 'NAME_TAKEN'],
    ['a type name that is given twice', [a, { ...small('cluster-b', 1), typeName: a.typeName }], 'TYPE_NAME_TAKEN'],
    ['SDL that cannot be read', [{ ...a, sdl: 'type {' }], 'INVALID_GRAPHQL'],
    [
      'a shared type that differs',
      [a, { ...small('cluster-b', 1), sdl: small('cluster-b', 2).sdl }],
      'SATISFIABILITY_ERROR',
    ],
  ])('%s', (_, clusters, code) => {
    const composition = composeSupergraph({ registry: smallRegistry([a], 1), clusters })
    expect(codesOf(composition)).toContain(code)
  })

  it('a type that the registry names and no cluster brings', () => {
    const composition = composeSupergraph({ registry: smallRegistry([a, small('cluster-b', 1)], 1), clusters: [a] })
    expect(composition.ok).toBe(false)
  })

  it('and what is composed can be parsed again', () => {
    expect(parse(sdlOf(compose([clusterAt('cluster-a')]))).definitions.length).toBeGreaterThan(20)
  })
})
