import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { UpstreamRequest } from '../federation/plan-transport.ts'
import { joinKey, upstreamBody } from './prepared.ts'

const request = (text: string, variables: Record<string, unknown>): UpstreamRequest => ({
  subgraph: null as never, // not looked at here
  document: parse(text),
  variables,
  operationName: undefined,
})
const sent = (text: string, after: string | null) =>
  JSON.parse(upstreamBody(request(text, { after: 'old', id: '1' }), after)).query.replaceAll(/\s+/g, ' ')

describe('opening a stream again', () => {
  it.each([
    [
      'puts the place where the client gave a variable, and drops the variable',
      'subscription ($id: ID!, $after: Cursor) { events(id: $id, after: $after) { n } }',
      'subscription ($id: ID!) { events(id: $id, after: "new") { n } }',
    ],
    [
      'puts the place where the client wrote one',
      'subscription { events(after: "old") { n } }',
      'subscription { events(after: "new") { n } }',
    ],
    [
      'keeps a variable that is used elsewhere too',
      'subscription ($after: Cursor) { events(after: $after) { n(since: $after) } }',
      'subscription ($after: Cursor) { events(after: "new") { n(since: $after) } }',
    ],
    [
      'leaves `after` of inner fields alone',
      'subscription { events { list(after: "old") { n } } }',
      'subscription { events { list(after: "old") { n } } }',
    ],
  ])('%s', (_, text, expected) => {
    expect(sent(text, 'new')).toBe(expected)
  })

  it('sends what the client said as long as there is no place of ours', () => {
    expect(sent('subscription { events(after: "old") { n } }', null)).toBe(
      'subscription { events(after: "old") { n } }',
    )
  })

  it('writes any cursor as a string that cannot leave its place', () => {
    expect(sent('subscription { events(after: "") { n } }', '") { secret } #')).toContain('after: "\\") { secret } #"')
  })
})

describe('what makes two subscriptions the same', () => {
  const source = 'subscription ($id: ID!, $after: Cursor) { events(id: $id, after: $after) { n } }'
  const key = (variables: Record<string, unknown>, access = 'a', text = source) =>
    joinKey({ source: text, operationName: null, variables }, access)

  it('is everything but the place where they start', () => {
    expect(key({ id: '1', after: '5' })).toBe(key({ after: '9', id: '1' }))
    expect(key({ id: '1' })).toBe(key({ id: '1', after: '9' }))
  })

  it('is never so with other variables, rights or words', () => {
    expect(key({ id: '2' })).not.toBe(key({ id: '1' }))
    expect(key({ id: '1' }, 'b')).not.toBe(key({ id: '1' }))
    expect(key({ id: '1' }, 'a', source.replace('{ n }', '{ m }'))).not.toBe(key({ id: '1' }))
  })
})
