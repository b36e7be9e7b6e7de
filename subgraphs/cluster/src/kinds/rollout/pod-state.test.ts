import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { troubleOf, type ContainerStatus } from './pod-state.ts'

const ended = { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-01-01T00:00:00Z' } }
const running = { running: { startedAt: '2026-01-01T00:00:05Z' } }

function aPod(container: Partial<ContainerStatus>): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop' },
    status: { containerStatuses: [{ name: 'app', restartCount: 0, ...container }] },
  }
}

describe('a container', () => {
  test.each<[string, Partial<ContainerStatus>]>([
    ['waits to be started again', { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: ended }],
    ['has ended for the third time', { restartCount: 2, state: ended, lastState: ended }],
    [
      'runs for a moment between two ends',
      { restartCount: 2, started: false, ready: false, state: running, lastState: ended },
    ],
  ])('that %s is in a crash loop', (_, container) => {
    expect(troubleOf(aPod(container))).toMatchObject({ type: 'crash', message: 'exit code 1, Error' })
  })

  test.each<[string, Partial<ContainerStatus>]>([
    ['has ended once', { state: ended }],
    ['is started the first time', { started: false, ready: false, state: running }],
    ['was started again after one end', { restartCount: 1, started: false, state: running, lastState: ended }],
    ['started well after many ends', { restartCount: 7, started: true, state: running, lastState: ended }],
    [
      'started well and takes no requests just now',
      { restartCount: 7, started: true, ready: false, state: running, lastState: ended },
    ],
  ])('that %s is not', (_, container) => {
    expect(troubleOf(aPod(container))).toBeNull()
  })
})
