import { afterEach, expect, test } from 'vitest'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { FakeClock } from '../../reconcile/testing/fake-clock.ts'
import type { Connection } from './connection.ts'
import { watchObjects } from './watch.ts'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

function aConfig(name: string, version: number): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, uid: name, resourceVersion: String(version) } }
}

/** A server whose watches never say anything, as of a kind of which nothing ever changed. */
function aSilentServer(...objects: readonly KubernetesObject[]) {
  const clock = new FakeClock()
  const ending = new AbortController()
  const world = { objects, lists: 0 }
  const told: string[] = []
  const states: boolean[] = []
  const connection = {
    lines: async function* (_call: unknown, signal: AbortSignal): AsyncIterable<string> {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      yield* []
    },
  } as unknown as Connection // a watch asks nothing else of it
  const watching = watchObjects({
    connection,
    clock,
    path: () => Promise.resolve('/api/v1/configmaps'),
    query: { apiVersion: 'v1', kind: 'ConfigMap', namespace: null },
    list: () => {
      world.lists += 1
      return Promise.resolve({ objects: world.objects, resourceVersion: '9' })
    },
    onChange: ({ metadata }, gone) => told.push(`${metadata.name} ${gone ? 'gone' : metadata.resourceVersion}`),
    onState: (isCurrent) => states.push(isCurrent),
    signal: ending.signal,
  })
  endings.push(async () => {
    ending.abort()
    await watching
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return { world, told, states, pass: (ms: number) => clock.advance(ms, settle) }
}

test('a watch that says nothing is known to be current after a look each minute, and tells nothing again', async () => {
  const { world, told, states, pass } = aSilentServer(aConfig('one', 1))
  await pass(0)
  await pass(185_000)
  expect(states).toEqual([true, true, true, true])
  expect(world.lists).toBe(4)
  expect(told).toEqual(['one 1'])
})

test('a watch that did not tell what is there begins anew, and tells what changed and went', async () => {
  const { world, told, pass } = aSilentServer(aConfig('one', 1), aConfig('goes', 2))
  await pass(0)
  world.objects = [aConfig('one', 3)]
  await pass(62_000)
  expect(told).toEqual(['one 1', 'goes 2', 'goes gone', 'one 3'])
})
