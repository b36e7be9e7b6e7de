import { expect, test } from 'vitest'
import { programsOf } from './programs-of.ts'

test.each([
  ['a file of the gateway concerns the gateway', 'gateway', 'src/main.ts', ['gateway']],
  ['one of the cluster backend concerns both clusters', 'subgraphs/cluster', 'src/main.ts', ['cluster-a', 'cluster-b']],
  [
    'what all share concerns all',
    'schema',
    'registry/project.graphql',
    ['registry', 'identity', 'cluster-a', 'cluster-b', 'gateway'],
  ],
  ['the provider is a program as well', 'sandbox', 'src/identity/people.ts', ['identity']],
  ['the sandbox does not begin itself anew', 'sandbox', 'src/sandbox.ts', []],
  ['a test runs in no program', 'gateway', 'src/limits/cost.test.ts', []],
  ['what an editor puts beside a file is no source', 'gateway', 'src/.main.ts.swp', []],
  ['packages are no sources', 'gateway', 'node_modules/a/index.ts', []],
] as const)('%s', (_sentence, folder, path, expected) => {
  expect(programsOf(folder, path)).toEqual(expected)
})
