import { composeServices } from '@theguild/federation-composition'
import { Kind, parse, type DocumentNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { clusterSdl } from '../cluster/sdl.ts'
import { typeNameOf } from '../cluster/type-name.ts'
import { contractVersion } from '../link/messages.ts'
import { problemCodes } from '../problems/codes.ts'
import { noticeCodes } from '../problems/notice.ts'
import { registrySdl } from './sdl.ts'

const clusters = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `cluster-${index}`,
    typeName: typeNameOf(`cluster-${index}`),
  }))

describe('the SDL of the registry', () => {
  const document = parse(registrySdl(clusters(1)))

  test('has a sentence on every type, field, argument, input field and enum value', () => {
    expect(undescribed(document)).toEqual([])
  })

  test.each([
    ['ProblemCode', Object.entries(problemCodes).map(([code, { meaning }]) => [code, meaning])],
    ['NoticeCode', Object.entries(noticeCodes)],
  ])('%s has exactly the codes and sentences of its table', (name, codes) => {
    const found = document.definitions.find(
      (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === name,
    )
    const values = found?.kind === Kind.ENUM_TYPE_DEFINITION ? (found.values ?? []) : []
    expect(values.map((value) => [value.name.value, value.description?.value])).toEqual(codes)
  })

  test.each([0, 1, 2, 50])('composes with %i clusters', (count) => {
    const result = composeServices([
      { name: 'registry', typeDefs: parse(registrySdl(clusters(count))), url: 'http://registry' },
      ...clusters(count).map((cluster) => ({
        name: cluster.name,
        typeDefs: parse(clusterSdl(cluster, contractVersion)),
        url: `http://${cluster.name}`,
      })),
    ])
    expect(result.errors?.map((error) => error.message) ?? []).toEqual([])
    expect(result.supergraphSdl).toContain('DetachedDeployment')
  })
})

type Described = { readonly description?: unknown; readonly name: { readonly value: string } }

function undescribed(document: DocumentNode): string[] {
  const found: string[] = []
  const check = (path: string, node: Described, children: readonly Described[] = []): void => {
    if (node.description === undefined) found.push(path)
    for (const child of children) {
      check(`${path}.${child.name.value}`, child, (child as { arguments?: readonly Described[] }).arguments)
    }
  }
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue
    const described = definition as Described & { fields?: readonly Described[]; values?: readonly Described[] }
    const children = described.fields ?? described.values ?? []
    if (definition.kind.endsWith('Extension')) for (const child of children) check(child.name.value, child)
    else check(described.name.value, described, children)
  }
  return found
}
