import { buildSchema, getOperationAST, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { objectsIn, shapeOf } from './shape.ts'

const schema = buildSchema(`
  type Query { one: Thing  many: [Thing!]!  page(first: Int = 10): Page  list(first: Int!): [Thing]  last(last: Int = 3): [Thing] }
  type Page { nodes: [Thing!]!  edges: [Edge!]!  total: Int }
  type Edge { node: Thing! }
  type Thing { name: String  things: [Thing!]!  page(first: Int): Page }
`)
const shape = (text: string, variables = {}) => {
  const document = parse(text)
  const measured = shapeOf(schema, document, getOperationAST(document)!)
  return { ...measured, cost: measured.cost(variables) }
}

describe('the static cost of an operation', () => {
  it.each([
    ['one object', '{ one { name } }', 1],
    ['a list of unknown length counts as five', '{ many { name } }', 5],
    ['lists in lists multiply', '{ many { things { name } } }', 5 + 25],
    ['a page costs its size', '{ page(first: 20) { nodes { name } } }', 20 * 2],
    ['a page without a size costs its default', '{ page { nodes { name } } }', 10 * 2],
    ['edges and nodes of a page are not lists of their own', '{ page(first: 4) { edges { node { name } } } }', 4 * 3],
    ['a list with a size costs its size', '{ list(first: 7) { name } }', 7],
    ['`last` counts too', '{ last { name } a: last(last: 9) { name } }', 3 + 9],
    ['nothing is free of charge by aliases', '{ a: one { name } b: one { name } }', 2],
    ['plain values cost nothing', '{ page(first: 1) { total } }', 1],
  ])('%s', (_, text, cost) => {
    expect(shape(text).cost).toBe(cost)
  })

  it('follows the variables, and their absence', () => {
    const text = 'query($n: Int) { page(first: $n) { total } }'
    expect(shape(text, { n: 30 }).cost).toBe(30)
    expect(shape(text).cost).toBe(10)
    expect(shape(text, { n: -5 }).cost).toBe(0)
  })

  it('counts fragments as what they contain', () => {
    const text = '{ one { ...t } } fragment t on Thing { things { ... on Thing { name } } }'
    expect(shape(text)).toMatchObject({ cost: 1 + 5, depth: 3 })
  })

  it('stops counting where a document is made to grow without end', () => {
    const fragments = Array.from({ length: 24 }, (_, index) =>
      index === 23
        ? 'fragment f23 on Thing { name }'
        : `fragment f${index} on Thing { ...f${index + 1} ...f${index + 1} }`,
    )
    expect(shape(`{ one { ...f0 } } ${fragments.join(' ')}`).cost).toBeGreaterThan(1e9)
  })
})

describe('the other measures', () => {
  it('count depth, aliases, directives and root fields, also in fragments', () => {
    const text = `query @a { x: one { y: name } ...q } fragment q on Query { many @b { things { name @c } } }`
    expect(shape(text)).toMatchObject({ depth: 3, aliases: 2, directives: 3, rootFields: 2, introspects: false })
  })

  it('see that the schema is read', () => {
    expect(shape('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }')).toMatchObject({
      introspects: true,
      depth: 0,
    })
  })
})

describe('what an answer holds', () => {
  it.each([
    ['nothing', null, 0],
    ['an object', { a: 1 }, 1],
    ['objects in lists', { a: [{ b: null }, { b: { c: 1 } }, null] }, 4],
  ])('%s', (_, value, count) => {
    expect(objectsIn(value)).toBe(count)
  })
})
