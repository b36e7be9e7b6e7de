import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test.each([
  ['a path', '/projects/shop', '/projects/shop'],
  ['a path with its search', '/projects?cluster=a&search=%2F', '/projects?cluster=a&search=%2F'],
  ['nothing', null, '/'],
  ['another place', 'https://evil.example/x', '/'],
  ['another host without a scheme', '//evil.example/x', '/'],
  ['another host with a backslash', '/\\evil.example', '/'],
  ['another host with a tab', '/\t/evil.example', '/'],
  ['another host behind dots', '/..//evil.example', '/'],
  ['a script', 'javascript:alert(1)', '/'],
  ['signing in itself', '/auth/sign-in?to=/', '/'],
  ['more than a cookie holds', `/${'x'.repeat(2_000)}`, '/'],
])('%s', (_case, wanted, path) => {
  expect(returnPath(wanted)).toBe(path)
})
