import { afterEach, describe, expect, test } from 'vitest'
import { kubernetesContract, type KubernetesUnderTest } from '../../memory/kubernetes/kubernetes.contract-suite.ts'
import { podContract } from '../../memory/kubernetes/pods.contract-suite.ts'
import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import { instantTimings } from '../../memory/kubernetes/world.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { countWrites } from '../../services/testing/count-writes.ts'
import { cachedKubernetes } from './cached.ts'
import { KindCache } from './kind-cache.ts'

const configs = { apiVersion: 'v1', kind: 'ConfigMap' } as const
const kinds = [configs, { apiVersion: 'apps/v1', kind: 'Deployment' }, { apiVersion: 'v1', kind: 'Pod' }]
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const openCached = async (): Promise<KubernetesUnderTest> => {
  const memory = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  const ending = new AbortController()
  const { signal } = ending
  const port = cachedKubernetes({ kubernetes: memory, kinds, labels: {}, signal, onFailure: () => undefined })
  const close = async (): Promise<void> => {
    ending.abort()
    memory.stop()
  }
  const images = { works: 'ghcr.io/example/web:1', root: 'nginx:1.29', missing: 'ghcr.io/example/web:missing' }
  return {
    port,
    images: { ...images, crashes: 'ghcr.io/example/web:crash' },
    meddle: memory.meddle,
    close,
  }
}
kubernetesContract('in memory, kept by watches', openCached)
podContract('in memory, kept by watches', openCached)

describe('Kubernetes kept by watches', () => {
  const ours = { ours: 'yes' }

  async function aCache() {
    const memory = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
    await memory.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
    await memory.apply(aConfig('ours', 1, ours))
    await memory.apply(aConfig('theirs', 1))
    const counted = countWrites<KubernetesPort>(memory)
    const ending = new AbortController()
    ends.push(
      () => ending.abort(),
      () => memory.stop(),
    )
    const { signal } = ending
    let atMs = 0
    const port = cachedKubernetes({
      kubernetes: counted.port,
      kinds,
      labels: ours,
      signal,
      onFailure: () => undefined,
      now: () => atMs,
    })
    const asked = counted.reads
    const later = (ms: number): void => {
      atMs += ms
    }
    return { memory, port, later, asked: () => counted.reads - asked }
  }

  test('asks nothing for what is ours and there', async () => {
    const { port, asked } = await aCache()
    expect(await port.list({ ...configs, namespace: 'shop', labels: ours })).toMatchObject([{ data: { step: '1' } }])
    expect(await port.read(refOf('ours'))).toMatchObject({ data: { step: '1' } })
    expect(asked()).toBe(0)
  })

  test('asks for what is missing, not ours, or listed without our label', async () => {
    const { port, asked } = await aCache()
    expect(await port.read(refOf('nothing'))).toBeNull()
    expect(await port.read(refOf('theirs'))).not.toBeNull()
    expect(await port.list({ ...configs, namespace: 'shop' })).toHaveLength(2)
    expect(asked()).toBe(3)
  })

  test('asks for everything when its watch said nothing for long', async () => {
    const { port, asked, later } = await aCache()
    later(120_000)
    await port.list({ ...configs, namespace: 'shop', labels: ours })
    await port.read(refOf('ours'))
    expect(asked()).toBe(2)
  })

  test('sees its own writes and those of others', async () => {
    const { port, memory } = await aCache()
    await port.apply(aConfig('ours', 2, ours))
    expect(await port.read(refOf('ours'))).toMatchObject({ data: { step: '2' } })
    await memory.apply(aConfig('ours', 3, ours))
    expect(await port.read(refOf('ours'))).toMatchObject({ data: { step: '3' } })
    await port.remove(refOf('ours'))
    expect(await port.list({ ...configs, namespace: 'shop', labels: ours })).toEqual([])
  })
})

describe('what is kept of a kind', () => {
  const aKind = () => {
    const cache = new KindCache(() => 0)
    cache.hear(true)
    return cache
  }
  const stepIn = (cache: KindCache): unknown =>
    (cache.read(refOf('a'))?.['data'] as { step?: string } | undefined)?.step

  test('is the newest, also where the watch tells an older state of it later', () => {
    const cache = aKind()
    cache.put(at(5))
    cache.tell(at(4), false)
    expect(stepIn(cache)).toBe('5')
    cache.tell(at(6), false)
    expect(stepIn(cache)).toBe('6')
  })

  test('stays when the watch tells the end of the one before it', () => {
    const cache = aKind()
    cache.put(at(5))
    cache.tell(at(4), true)
    expect(stepIn(cache)).toBe('5')
    cache.tell(at(7), true)
    expect(cache.read(refOf('a'))).toBeNull()
  })

  test('is not believed from the moment something is removed until the watch tells of it', () => {
    const cache = aKind()
    cache.tell(at(5), false)
    cache.doubt(refOf('a'))
    expect([cache.isSure('shop'), cache.isSure(null), cache.isSure('other')]).toEqual([false, false, true])
    expect(cache.read(refOf('a'))).toBeNull()
    cache.tell(at(6), true)
    expect(cache.isSure('shop')).toBe(true)
  })

  test('without what only our writes told, once the watch was lost: it may have gone meanwhile', () => {
    const cache = aKind()
    cache.put(at(5))
    cache.hear(false)
    cache.hear(true)
    expect(cache.list({ ...configs, namespace: 'shop' })).toEqual([])
  })
})

function at(version: number): KubernetesObject {
  const config = aConfig('a', version)
  return { ...config, metadata: { ...config.metadata, resourceVersion: String(version) } }
}

function aConfig(name: string, step: number, labels: Readonly<Record<string, string>> = {}): KubernetesObject {
  return { ...configs, metadata: { name, namespace: 'shop', labels }, data: { step: String(step) } }
}

function refOf(name: string) {
  return { ...configs, namespace: 'shop', name }
}
