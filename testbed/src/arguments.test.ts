import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

test.each([
  ['nothing', [], { level: 'services', clusters: 2 }],
  ['a level', ['cluster'], { level: 'cluster', clusters: 2 }],
  ['a level and a number of clusters', ['node', '--clusters', '1'], { level: 'node', clusters: 1 }],
])('%s is understood', (_, args, wanted) => {
  expect(readArguments(args)).toEqual(wanted)
})

test.each([
  ['an unknown level', ['pods'], /"pods".*services, cluster, node/],
  ['two levels', ['cluster', 'node'], /"cluster node"/],
  ['no clusters', ['cluster', '--clusters', '0'], /from 1 to 2/],
  ['a number that is none', ['cluster', '--clusters', 'two'], /from 1 to 2/],
  ['an unknown option', ['--nodes', '3'], /--nodes/],
])('%s is refused with the reason', (_, args, problem) => {
  expect(readArguments(args)).toEqual({ problem: expect.stringMatching(problem) })
})
