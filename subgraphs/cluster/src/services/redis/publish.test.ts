import { expect, test } from 'vitest'
import type { ObservedRollout, SeenPod } from '../../kinds/rollout/observed.ts'
import { isReady } from './publish.ts'

const pod = (over: Partial<SeenPod> = {}): SeenPod => ({
  name: 'server--it-1',
  isNew: true,
  isEnding: false,
  isReady: true,
  image: 'example/redis:1',
  digest: null,
  restarts: 0,
  trouble: null,
  lines: [],
  ...over,
})
const rollout = (pods: readonly SeenPod[], over: Partial<ObservedRollout> = {}): ObservedRollout => ({
  desired: 1,
  ready: 1,
  updated: 1,
  total: 1,
  isSeen: true,
  image: 'example/redis:1',
  pods,
  creationFault: null,
  isLate: false,
  isRolledOut: true,
  ...over,
})

test.each([
  ['its one pod is', [pod()], {}, true],
  ['nothing is there', [], { total: 0 }, false],
  ['its pod could not be signed in to', [pod({ isReady: false })], {}, false],
  ['the pod is one that was started with another password', [pod({ isNew: false })], {}, false],
  ['the old pod is still ending', [pod(), pod({ name: 'old', isNew: false, isEnding: true })], {}, false],
  ['the controller has not seen what was written last', [pod()], { isSeen: false }, false],
  ['a pod that the node put out is still listed', [pod(), pod({ name: 'evicted', isReady: false })], {}, true],
] as const)('a server is taken for ready, or not, where %s', (_, pods, over, expected) => {
  expect(isReady(rollout(pods, over))).toBe(expected)
})

test('a server that is not there is not ready', () => expect(isReady(null)).toBe(false))
