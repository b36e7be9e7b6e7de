import { expect, test } from 'vitest'
import { nowhere, placeAfter, variablesFrom } from './resume.ts'

const projects = 'subscription P($after: Cursor) { projects(after: $after) { cursor } }'
const logs =
  'subscription L($deployment: ID!, $since: DateTime) { logs(deployment: $deployment, since: $since) { at } }'

test.each([
  ['the first time, as asked for', projects, { after: 'c1' }, nowhere, { after: 'c1' }],
  ['after the last cursor', projects, { after: 'c1' }, { cursor: 'c9', at: null }, { after: 'c9' }],
  ['after the last line', logs, { deployment: 'd' }, { cursor: null, at: 't9' }, { deployment: 'd', since: 't9' }],
  [
    'without what the document does not declare',
    'subscription C { clusters { cursor } }',
    {},
    { cursor: 'c9', at: 't' },
    {},
  ],
])('a document goes on %s', (_case, document, variables, place, expected) => {
  expect(variablesFrom(document, variables, place)).toEqual(expected)
})

test('a place moves with what an event says, and stays where it says nothing', () => {
  const first = placeAfter(nowhere, 'c1', { projects: { cursor: 'c1', at: 't1' } })
  expect(first).toEqual({ cursor: 'c1', at: 't1' })
  expect(placeAfter(first, null, null)).toEqual(first)
  expect(placeAfter(first, 'c2', { projects: { name: 'shop' } })).toEqual({ cursor: 'c2', at: 't1' })
})
