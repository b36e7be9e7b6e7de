import { expect, test } from 'vitest'
import { choicesOfDays, claimsIn, tokenInput, wordsIn } from './token-input.ts'

const form = (values: Record<string, string>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries({ name: 'robot', scope: 'DEPLOY', days: '7', ...values }))
    data.set(name, value)
  return data
}
const now = new Date('2026-01-01T00:00:00Z')

test('the longest time is what is allowed', () => {
  expect(choicesOfDays(366)).toEqual([1, 7, 30, 90, 180, 366])
  expect(choicesOfDays(7)).toEqual([1, 7])
})

test('what is left empty binds the token to nothing', () => {
  expect(tokenInput(form({ deployments: ' ' }), 'shop', now)).toEqual({
    input: {
      project: 'shop',
      name: 'robot',
      scopes: ['DEPLOY'],
      deployments: null,
      documents: null,
      expiresAt: '2026-01-08T00:00:00.000Z',
    },
  })
})

test('patterns, a document and what is fixed are taken as they are written', () => {
  const { input } = tokenInput(
    form({ deployments: 'pr-*, staging', document: '{ viewer { name } }', variables: '{"a": 1}' }),
    null,
    now,
  ) as { input: object }
  expect(input).toMatchObject({
    deployments: ['pr-*', 'staging'],
    documents: [{ text: '{ viewer { name } }', variables: { a: 1 } }],
  })
  expect(input).not.toHaveProperty('project')
})

test('what is no JSON is said to be none', () => {
  expect(tokenInput(form({ variables: '{' }), null, now)).toEqual({ fault: 'variables' })
})

test('claims stand one on a line', () => {
  expect(claimsIn(' repository = example/shop\n\nsub=repo:a/b:x=y ')).toEqual([
    { name: 'repository', pattern: 'example/shop' },
    { name: 'sub', pattern: 'repo:a/b:x=y' },
  ])
  expect(wordsIn('')).toBeNull()
})
