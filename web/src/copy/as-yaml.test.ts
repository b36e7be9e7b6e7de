import { expect, test } from 'vitest'
import { deploymentOf } from './as-yaml.ts'

const file = `name: shop
deployments:
  live:
    cluster: cluster-a # near the people
  test: {}
`

test.each([
  [
    'the part of a deployment is as it stands in the file, remarks too',
    'live',
    'deployments:\n  live:\n    cluster: cluster-a # near the people\n',
  ],
  ['an empty part is there as well', 'test', 'deployments:\n  test: {}\n'],
  ['what the file does not name has no part', 'other', null],
])('%s', (_sentence, name, expected) => {
  expect(deploymentOf(file, name)).toBe(expected)
})
