import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished } from '../system/graph.ts'
import { open } from './application.ts'
import { signFile, small } from './park-file.ts'
import { startRealSystem, type RealSystem } from './real-system.ts'

/** Far below the ten minutes that a rollout may take: whoever made the mistake still looks at the screen. */
const soonMs = 60_000

let system: RealSystem
let alice: GraphClient

beforeAll(async () => {
  system = await startRealSystem(inject('services'), inject('clusters'), {
    'cluster-b': { QUOTA: JSON.stringify({ 'requests.memory': '512Mi' }), UNSCHEDULABLE_AFTER_SECONDS: '5' },
  })
  alice = await system.as('alice')
})

afterAll(() => system?.stop())

type Failure = {
  readonly name: string
  readonly web: (of: RealSystem) => Readonly<Record<string, unknown>>
  readonly code: string
  readonly fault: string
  readonly message: RegExp
}

const failures: readonly Failure[] = [
  {
    name: 'an image that ends again and again',
    web: (of) => ({ image: of.image('crash') }),
    code: 'CRASH_LOOP',
    fault: 'APPLICATION',
    message: /this version always crashes/,
  },
  {
    name: 'an image that does not exist',
    web: (of) => ({ image: of.image('never-built') }),
    code: 'IMAGE_NOT_PULLABLE',
    fault: 'APPLICATION',
    message: /never-built/,
  },
  {
    name: 'an image that does not exist, of which a command is to run first',
    web: (of) => ({ image: of.image('never-built'), before: ['/application', 'once'] }),
    code: 'IMAGE_NOT_PULLABLE',
    fault: 'APPLICATION',
    message: /never-built/,
  },
  {
    name: 'more memory than the quota of the namespace allows',
    web: () => ({ resources: { ...small, memory: '600Mi' } }),
    code: 'QUOTA_EXCEEDED',
    fault: 'CONFIGURATION',
    message: /memory/,
  },
  {
    name: 'more processors than any node has',
    web: () => ({ resources: { ...small, cpu: '4' } }),
    code: 'NOT_SCHEDULABLE',
    fault: 'PLATFORM',
    message: /cpu/i,
  },
]

describe('a rollout on real pods ends early and says why, for', () => {
  const inProjects = failures.map((failure, index) => ({ ...failure, project: `wrong-${index + 1}` }))
  // Each waits for a kubelet, and none has to do with another.
  test.concurrent.each(inProjects)('$name', async ({ project, web, code, fault, message }) => {
    const file = signFile(project, 'cluster-b', system.image('1'), web(system))
    const startedAt = Date.now()
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 2 * soonMs)
    expect(Date.now() - startedAt).toBeLessThan(soonMs)
    expect(operation.state).toBe('FAILED')
    const [problem] = operation.targets.flatMap((target) => target.problems)
    expect(problem).toMatchObject({ code, fault })
    expect(problem?.message).toMatch(message)
    expect(problem?.remedies.length).toBeGreaterThan(0)
  })

  test('a new version that crashes, while the pods of the old one go on answering', async () => {
    const file = signFile('turned-wrong', 'cluster-b', system.image('1'))
    expect(await finished(alice, await changed(alice, 'applyProjectFile', { file }), 2 * soonMs)).toMatchObject({
      state: 'SUCCEEDED',
    })
    const image = system.image('crash')
    const id = await changed(alice, 'setImage', { project: 'turned-wrong', component: 'web', image })
    const operation = await finished(alice, id, 2 * soonMs)
    expect(operation.targets.flatMap((target) => target.problems).map(({ code }) => code)).toEqual(['CRASH_LOOP'])
    const url = await system.addressOf(alice, 'turned-wrong', 'live')
    expect(await open(system.cluster('cluster-b'), url, '/healthz')).toMatchObject({ status: 200 })
  })
})
