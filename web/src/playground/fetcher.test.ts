import { expect, test } from 'vitest'
import { isSubscription } from './fetcher.ts'

test.each([
  ['a query is asked once', '{ viewer { name } }', null, false],
  ['a subscription goes on', 'subscription { projects { cursor } }', null, true],
  [
    'of several, the chosen one decides',
    'query A { viewer { name } } subscription B { projects { cursor } }',
    'B',
    true,
  ],
  [
    'of several, another may be chosen',
    'query A { viewer { name } } subscription B { projects { cursor } }',
    'A',
    false,
  ],
  ['what is no document is left to the server', 'subscription {', null, false],
])('%s', (_sentence, query, operationName, expected) => {
  expect(isSubscription({ query, operationName })).toBe(expected)
})
