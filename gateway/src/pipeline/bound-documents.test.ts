import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bindVariables, withBoundText } from './bound-documents.ts'

const text = 'mutation ($name: String!, $to: In!) { rename(name: $name, to: $to) }'
const hash = createHash('sha256').update(text).digest('hex')
const bound = new Map([[hash, { hash, text, variables: { to: { place: ['a', 1] } } }]])

describe('a caller who is bound to documents', () => {
  it('sends the rest of the variables, and gets those that are fixed', () => {
    expect(bindVariables(text, { name: 'x' }, bound)).toEqual({ name: 'x', to: { place: ['a', 1] } })
  })

  it('may repeat what is fixed, and may not change it', () => {
    expect(bindVariables(text, { name: 'x', to: { place: ['a', 1] } }, bound)).toMatchObject({ name: 'x' })
    for (const to of [{ place: ['b', 1] }, null, undefined]) {
      expect(() => bindVariables(text, { name: 'x', to }, bound)).toThrow('"$to" is fixed')
    }
  })

  it('may send no other document, not even one that differs in a space', () => {
    for (const other of [`${text} `, '{ viewer { name } }', '']) {
      expect(() => bindVariables(other, {}, bound)).toThrow('only sends the documents')
    }
  })

  it('may send the hash alone', () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } }
    expect(withBoundText({ extensions }, bound)).toEqual({ extensions, query: text })
    expect(withBoundText([{ extensions }, { query: 'x', extensions }], bound)).toMatchObject([
      { query: text },
      { query: 'x' },
    ])
    expect(withBoundText({ extensions: { persistedQuery: { sha256Hash: 'x' } } }, bound)).not.toHaveProperty('query')
    for (const body of [null, 'text', 7, {}, { extensions: null }]) expect(withBoundText(body, bound)).toEqual(body)
  })
})
