import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { UnifiedGraphManager } from '@graphql-mesh/fusion-runtime'
import { composeSupergraph } from '@operations-manager/schema/compose/compose.ts'
import { getOperationAST, graphql, parse, print, validate, type ExecutionResult, type GraphQLSchema } from 'graphql'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { describe, expect, it } from 'vitest'
import { Generation } from '../src/federation/generation.ts'
import type { Call } from '../src/pipeline/call.ts'

/** Our execution of plans against the planner's own runtime: the same plans, the same subgraphs, the same answers. */
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@requires", "@external"])`
const shared = `type Live @shareable { state: State! at: String parts(first: Int): [Part!]! } type Part @shareable { name: String! sub: [Part!] } enum State { UP DOWN }`
const sdls = {
  registry: `${link} type Query { things(first: Int = 3): [Thing!]! thing(id: ID!): Thing any: [Any!]! none: Thing mixed: [[Thing]] }
    type Mutation { touch(id: ID!): Thing }
    interface Thing @key(fields: "id") { id: ID! name: String! owner: Owner }
    union Any = AThing | BThing | Owner
    type Owner @key(fields: "mail") { mail: String! things: [Thing!]! }
    type AThing implements Thing @key(fields: "id") { id: ID! name: String! owner: Owner size: Int @shareable }
    type BThing implements Thing @key(fields: "id") { id: ID! name: String! owner: Owner }
    type Detached implements Thing @key(fields: "id") { id: ID! name: String! owner: Owner live: Live } ${shared}`,
  a: `${link} interface Thing { id: ID! live: Live } type AThing implements Thing @key(fields: "id") { id: ID! live: Live extra: String! } ${shared}`,
  b: `${link} interface Thing { id: ID! live: Live } type BThing implements Thing @key(fields: "id") { id: ID! live: Live next: Owner }
    type Owner @key(fields: "mail") { mail: String! score: Int label(loud: Boolean = false): String } ${shared}`,
}

const thing = (id: string) => ({
  __typename: { a: 'AThing', b: 'BThing', d: 'Detached' }[id[0]!],
  id,
  name: `thing ${id}`,
  size: id.length,
  owner: id.endsWith('1') ? null : { __typename: 'Owner', mail: `${id}@example.org`, things: [] },
  live: null,
})
const live = (id: string) =>
  id.endsWith('3')
    ? null
    : {
        state: id.endsWith('2') ? 'DOWN' : 'UP',
        at: null,
        parts: ({ first }: { first?: number }) =>
          Array.from({ length: first ?? 2 }, (_, index) => ({
            name: `${id}/${index}`,
            sub: [{ name: 'x', sub: null }],
          })),
      }
const all = ['a1', 'b1', 'd1', 'a2', 'b2', 'a3', 'b3'].map(thing)
const typed = { __resolveType: ({ __typename }: { __typename: string }) => __typename }
const entity = (typeName: string, more: (id: string) => object) => ({
  __resolveReference: ({ id }: { id: string }) => ({ __typename: typeName, id, live: live(id), ...more(id) }),
})
const schemas: Record<string, GraphQLSchema> = {
  registry: buildSubgraphSchema([
    {
      typeDefs: parse(sdls.registry),
      resolvers: {
        Query: {
          things: (_: unknown, { first }: { first: number }) => all.slice(0, first),
          thing: (_: unknown, { id }: { id: string }) => {
            if (id === 'bad') throw new Error('no such thing')
            return thing(id)
          },
          any: () => [...all, { __typename: 'Owner', mail: 'm@example.org', things: all }],
          none: () => null,
          mixed: () => [[all[0], null], null, [all[4]]],
        },
        Mutation: { touch: (_: unknown, { id }: { id: string }) => thing(id) },
        Owner: { things: () => all.slice(0, 2) },
        Thing: typed,
        Any: typed,
      },
    },
  ]),
  a: buildSubgraphSchema([
    {
      typeDefs: parse(sdls.a),
      resolvers: { AThing: entity('AThing', (id) => ({ extra: `extra ${id}` })), Thing: typed },
    },
  ]),
  b: buildSubgraphSchema([
    {
      typeDefs: parse(sdls.b),
      resolvers: {
        BThing: entity('BThing', (id) => ({ next: { __typename: 'Owner', mail: `${id}@b.example` } })),
        Thing: typed,
        Owner: {
          __resolveReference: ({ mail }: { mail: string }) => ({ __typename: 'Owner', mail }),
          score: ({ mail }: { mail: string }) => mail.length,
          label: ({ mail }: { mail: string }, { loud }: { loud: boolean }) => {
            if (mail.startsWith('b2')) throw new Error('no label')
            return loud ? mail.toUpperCase() : mail
          },
        },
      },
    },
  ]),
}
const composition = composeSupergraph({
  registry: { sdl: sdls.registry, url: 'http://registry/graphql' },
  clusters: (['a', 'b'] as const).map((name) => ({
    name,
    typeName: `${name.toUpperCase()}Thing`,
    contractVersion: 1,
    url: `http://${name}/graphql`,
    sdl: sdls[name],
  })),
})
if (!composition.ok) throw new Error(JSON.stringify(composition.errors))
const { sdl } = composition

const ask = async (name: string, source: string, variableValues: unknown): Promise<ExecutionResult> =>
  JSON.parse(
    JSON.stringify(
      await graphql({ schema: schemas[name]!, source, variableValues: variableValues as Record<string, unknown> }),
    ),
  ) as ExecutionResult

const ours = new Generation({ version: '1', sdl, clusters: [] }, {
  at: (name: string) => ({
    ask: ({ plan, variables }: { plan: { text: string }; variables: unknown }) => ask(name, plan.text, variables),
  }),
} as never)
const theirs = new UnifiedGraphManager({
  getUnifiedGraph: () => sdl,
  handleUnifiedGraph: unifiedGraphHandler,
  batch: false,
  transports: {
    http: {
      getSubgraphExecutor: ({ subgraphName }: { subgraphName: string }) =>
        (({ document, variables }: { document: never; variables: unknown }) =>
          ask(subgraphName, print(document), variables)) as never,
    },
  },
})

const plain = (result: ExecutionResult) => ({
  data: result.data ?? null,
  errors: (result.errors ?? []).map(({ message, path }) => `${(path ?? []).join('.')}: ${message}`).sort(),
})

describe('our execution of plans gives what the planner’s own runtime gives', () => {
  it.each<[string, string, Record<string, unknown>?]>([
    ['fields of the interface', '{ things { id name } }'],
    ['what each subgraph adds', '{ things(first: 7) { id live { state at parts(first: 1) { name sub { name } } } } }'],
    [
      'aliases and the same field twice',
      '{ x: things { n: name live { s: state } } things { live { state } live { at } name } }',
    ],
    [
      'fragments and concrete types',
      'query { things { ...t ... on AThing { extra size } } } fragment t on Thing { __typename name ... on BThing { next { mail score } } }',
    ],
    [
      'unions',
      '{ any { __typename ... on Thing { id live { state } } ... on Owner { mail score things { name live { state } } } } }',
    ],
    [
      'skip and include',
      'query($no: Boolean!, $yes: Boolean!) { things { id @skip(if: $yes) name @include(if: $no) live @include(if: $yes) { state } } }',
      { no: false, yes: true },
    ],
    [
      'skip and include the other way',
      'query($no: Boolean!, $yes: Boolean!) { things { id @skip(if: $yes) name @include(if: $no) live @include(if: $yes) { state } } }',
      { no: true, yes: false },
    ],
    [
      'variables for subgraphs',
      'query($n: Int, $id: ID!) { thing(id: $id) { live { parts(first: $n) { name } } } }',
      { n: 3, id: 'b2' },
    ],
    ['an owner through another subgraph', '{ things(first: 7) { owner { mail score label(loud: true) } } }'],
    [
      'an owner of an owner',
      '{ things(first: 5) { ... on BThing { next { mail label things { name live { state } } } } } }',
    ],
    ['null roots and missing things', '{ none { id live { state } } a: thing(id: "a3") { live { state } } }'],
    ['an error at the root', '{ bad: thing(id: "bad") { id } things { id } }'],
    ['a change', 'mutation { touch(id: "a2") { name live { state } } }'],
    [
      'several roots',
      '{ a: thing(id: "a2") { live { state } } b: thing(id: "b2") { live { state } } things { live { at } } }',
    ],
    ['plain names', '{ __typename things { __typename } }'],
  ])('%s', async (_, source, variables = {}) => {
    const document = parse(source)
    expect(validate(ours.schema, document)).toEqual([])
    const operation = getOperationAST(document)!
    const call = { signal: new AbortController().signal } as Call
    const mine = await ours.execute({ document, operation, variables, call, step: { type: 'none' } })
    await theirs.getUnifiedGraph()
    const executor = (await theirs.getExecutor()) as unknown as (request: object) => Promise<ExecutionResult>
    const given = await executor({ document, variables, context: {} })
    expect(plain(mine)).toEqual(plain(given))
  })

  it('and says so where a type is not in the graph, instead of a silent null', async () => {
    const document = parse('{ thing(id: "x1") { __typename id } }')
    const call = { signal: new AbortController().signal } as Call
    const generation = new Generation({ version: '1', sdl, clusters: [] }, {
      at: () => ({ ask: () => ({ data: { thing: { __typename: 'Unknown', id: 'x1' } } }) }),
    } as never)
    const operation = getOperationAST(document)!
    const result = await generation.execute({ document, operation, variables: {}, call, step: { type: 'none' } })
    expect(result.data).toEqual({ thing: null })
    expect(result.errors?.[0]?.message).toContain('Unknown is not in this supergraph')
  })

  it('and answers about the schema beside everything else', async () => {
    const document = parse('{ __schema { queryType { name } } things(first: 1) { id } __typename }')
    const operation = getOperationAST(document)!
    const call = { signal: new AbortController().signal } as Call
    const result = await ours.execute({ document, operation, variables: {}, call, step: { type: 'none' } })
    expect(result).toEqual({
      data: { __schema: { queryType: { name: 'Query' } }, things: [{ id: 'a1' }], __typename: 'Query' },
    })
  })
})
