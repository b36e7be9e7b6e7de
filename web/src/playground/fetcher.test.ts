import { expect, test } from 'vitest'
import { readAsked } from './fetcher.ts'

const two = 'query A { viewer { name } } subscription B { projects { cursor } }'

test.each([
  ['a query is asked once', '{ viewer { name } }', null, false],
  ['a subscription goes on', 'subscription { projects { cursor } }', null, true],
  ['of several, the chosen one decides', two, 'B', true],
  ['of several, another may be chosen', two, 'A', false],
  ['of several, one that is not there is left to the server', two, 'C', false],
  ['what is no document is left to the server', 'subscription {', null, false],
])('%s', (_sentence, query, operationName, isSubscription) => {
  expect(readAsked({ query, operationName })).toEqual({ asked: { query, operationName }, isSubscription })
})

test.each([
  ['no name', 'subscription { projects { cursor } }', null],
  ['a name', 'subscription Now { projects { cursor } }', 'Now'],
])('an operation with %s that stands alone is meant, whatever was typed before', (_sentence, query, meant) => {
  const asked = { query, operationName: 'Before', variables: { a: 1 } }
  expect(readAsked(asked)).toEqual({ asked: { ...asked, operationName: meant }, isSubscription: true })
})
