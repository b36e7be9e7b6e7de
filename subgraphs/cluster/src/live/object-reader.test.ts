import { expect, test } from 'vitest'
import type { KubernetesObject, KubernetesPort, KubernetesQuery } from '../ports/kubernetes.ts'
import { createObjectReader } from './object-reader.ts'

const podKind = { apiVersion: 'v1', kind: 'Pod' }

test.each([
  ['each in a list of its own while they are few', 2, 2],
  ['in one list for all when they are many', 20, 1],
])('namespaces that are asked for in one moment are read %s', async (_, count, lists) => {
  const asked: KubernetesQuery[] = []
  const reader = createObjectReader(aPort(count, asked))
  const names = Array.from({ length: count }, (_, index) => `n${index}`)
  const found = await Promise.all(names.map((name) => reader.list(podKind, name)))
  expect(found.map((objects) => objects.map(({ metadata }) => metadata.name))).toEqual(
    names.map((name) => [`pod-of-${name}`]),
  )
  expect(asked).toHaveLength(lists)
})

test('what was read once in a request is not read again', async () => {
  const asked: KubernetesQuery[] = []
  const reader = createObjectReader(aPort(1, asked))
  await reader.list(podKind, 'n0')
  await reader.list(podKind, 'n0')
  expect(asked).toHaveLength(1)
})

test('events carry no labels of ours, so they are always read by namespace', async () => {
  const asked: KubernetesQuery[] = []
  const reader = createObjectReader(aPort(8, asked))
  await Promise.all(
    Array.from({ length: 8 }, (_, index) => reader.list({ apiVersion: 'v1', kind: 'Event' }, `n${index}`)),
  )
  expect(asked.map(({ namespace }) => namespace)).not.toContain(null)
})

function aPort(count: number, asked: KubernetesQuery[]): KubernetesPort {
  const pods = Array.from({ length: count }, (_, index): KubernetesObject => ({
    ...podKind,
    metadata: { name: `pod-of-n${index}`, namespace: `n${index}` },
  }))
  const list: KubernetesPort['list'] = (query) => {
    asked.push(query)
    return Promise.resolve(
      pods.filter(({ metadata }) => query.namespace === null || metadata.namespace === query.namespace),
    )
  }
  return { list } as unknown as KubernetesPort // the reader calls nothing else
}
