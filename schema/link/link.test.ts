import { parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { isSupportedContract, supportedContractVersions } from './handshake.ts'
import { buildLinkSchema, linkDocuments } from './link-schema.ts'
import { LinkMessageError, parseLink } from './wire.ts'

describe('the schema of the link', () => {
  const schema = buildLinkSchema()
  test.each(Object.entries(linkDocuments))('accepts the document %s that backends send', (_name, document) => {
    expect(validate(schema, parse(document))).toEqual([])
  })

  test('describes every type and field', () => {
    const bare = Object.values(schema.getTypeMap())
      .filter((type) => !type.name.startsWith('__') && !['Int', 'String', 'ID', 'Boolean'].includes(type.name))
      .filter((type) => !['Query', 'Mutation', 'Subscription'].includes(type.name) && !type.description)
      .map((type) => type.name)
    const fields = Object.values(schema.getTypeMap())
      .filter((type) => !type.name.startsWith('__') && 'getFields' in type)
      .flatMap((type) =>
        Object.values(
          (type as unknown as { getFields(): Record<string, { name: string; description?: string }> }).getFields(),
        ),
      )
      .filter((field) => !field.description)
      .map((field) => field.name)
    expect([...bare, ...fields]).toEqual([])
  })
})

describe('contract versions', () => {
  test.each([
    ['the first version stands alone', 1, [1]],
    ['a later one speaks its predecessor too', 7, [7, 6]],
  ])('%s', (_name, current, expected) => {
    expect(supportedContractVersions(current)).toEqual(expected)
  })

  test.each([
    ['the same version is served', 3, 3, true],
    ['the previous version is served', 2, 3, true],
    ['one older than the previous is not', 1, 3, false],
    ['one newer than ours is not: the registry goes first', 4, 3, false],
    ['there is nothing before the first', 0, 1, false],
  ])('%s', (_name, version, current, expected) => {
    expect(isSupportedContract(version, current)).toBe(expected)
  })
})

describe('reading messages', () => {
  test('what does not follow the contract is refused by place, without its values', () => {
    const secret = 'do-not-print-me'
    const read = (): unknown => parseLink.report({ type: 'status', deployment: 7, generation: secret, health: secret })
    expect(read).toThrow(LinkMessageError)
    expect(read).toThrow(/deployment/)
    expect(read).not.toThrow(secret)
  })

  test('what follows it is read, and unknown fields are left behind', () => {
    const orphans = { type: 'orphans', at: '2026-01-01T00:00:00Z', orphaned: [], extra: 1 }
    expect(parseLink.report(orphans)).toEqual({ type: 'orphans', at: '2026-01-01T00:00:00Z', orphaned: [] })
  })
})
