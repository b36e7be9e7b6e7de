import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { kubernetesContract } from '../../memory/kubernetes/kubernetes.contract-suite.ts'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { kubeConfigOf, tokenOf } from './backend-account.ts'
import { openConnection } from './connection.ts'
import { kubernetesClient, type KubernetesClient } from './kubernetes.ts'
import { listAll } from './list.ts'
import { Paths } from './paths.ts'
import { openCutOff, type CutOff } from './testing/cut-off.ts'
import { openRealCluster, type RealCluster } from './testing/real-cluster.ts'
import { watchObjects } from './watch.ts'

kubernetesContract('a real API server', async () => {
  const { port, meddle, close } = await openRealCluster()
  // No node pulls them here.
  const images = { works: 'example.org/web:1', root: 'example.org/root:1', missing: 'example.org/missing:1' }
  return { port, images: { ...images, crashes: 'example.org/crash:1' }, meddle, close }
})

const patience = { timeout: 20_000, interval: 20 }
const configs = { apiVersion: 'v1', kind: 'ConfigMap' } as const
const namespace = `client-${process.pid}`
let cluster: RealCluster
const open: (() => unknown)[] = []

beforeAll(async () => {
  cluster = await openRealCluster()
  await cluster.port.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
})
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})
afterAll(async () => {
  await cluster.port.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
  await cluster.close()
})

describe('a refusal of a real API server', () => {
  test('of somebody whom it does not know is "refused", for every call', async () => {
    const stranger = await clientOf('nobody-knows-this-token')
    for (const call of callsOf(stranger)) await expect(call()).rejects.toMatchObject({ fault: 'refused' })
  })

  test('of an account without rights is "refused", and never "not there"', async () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'powerless', namespace } }
    await cluster.port.apply(account)
    const powerless = await clientOf(await tokenOf(cluster.connection, namespace, 'powerless', 3_600))
    for (const call of callsOf(powerless)) await expect(call()).rejects.toMatchObject({ fault: 'refused' })
  })

  test('of a kind, or a group, that it does not have is "not-found", also for a read', async () => {
    for (const [apiVersion, kind] of [
      ['v1', 'Nothing'],
      ['example.org/v1', 'Nothing'],
    ] as const) {
      const ref = { apiVersion, kind, namespace, name: 'x' }
      await expect(cluster.port.read(ref)).rejects.toMatchObject({ fault: 'not-found' })
    }
  })
})

describe('a way to the API server that is cut', () => {
  test('is "unavailable" at once, and works again by itself', async () => {
    const { way, client } = await clientOver()
    const config = await client.apply(aConfig('cut', '1'))
    way.cut()
    await expect(client.read(refOf(config))).rejects.toMatchObject({ fault: 'unavailable' })
    way.mend()
    expect(await client.read(refOf(config))).toMatchObject({ data: { step: '1' } })
  })

  test('and where nothing answers ends a call by its time limit', async () => {
    const { way, client } = await clientOver(300)
    await client.apply(aConfig('silent', '1'))
    way.silence()
    const before = performance.now()
    await expect(client.list({ ...configs, namespace })).rejects.toMatchObject({ fault: 'unavailable' })
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  test('loses no change for a watch: what came and went meanwhile is told', async () => {
    const { way, client } = await clientOver()
    await client.apply(aConfig('stays', '1', { cut: 'yes' }))
    await client.apply(aConfig('goes', '1', { cut: 'yes' }))
    const { seen } = follow(client, { cut: 'yes' })
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(['goes 1', 'stays 1']), patience)
    way.cut()
    seen.length = 0
    await cluster.port.apply(aConfig('stays', '2', { cut: 'yes' }))
    await cluster.port.apply(aConfig('comes', '1', { cut: 'yes' }))
    await cluster.port.remove(refOf(aConfig('goes', '1')))
    way.mend()
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(['comes 1', 'goes gone', 'stays 2']), patience)
  })
})

describe('a watch of a real API server', () => {
  test('from a version that it has forgotten lists again, and goes on', async () => {
    await cluster.port.apply(aConfig('forgotten', '1', { old: 'yes' }))
    const { connection } = cluster
    const paths = new Paths(connection)
    const query = { ...configs, namespace, labels: { old: 'yes' } }
    const seen: string[] = []
    const controller = new AbortController()
    let lists = 0
    const watching = watchObjects({
      connection,
      path: () => paths.of(query),
      query,
      list: async () => {
        lists += 1
        // As after a pause in which the server compacted its history.
        return lists === 1 ? { objects: [], resourceVersion: '1' } : listAll(connection, paths, query)
      },
      onChange: (object, gone) => seen.push(told(object, gone)),
      onState: () => undefined,
      signal: controller.signal,
      clock: systemClock,
    })
    await vi.waitFor(() => expect(seen).toContain('forgotten 1'), patience)
    await cluster.port.apply(aConfig('forgotten', '2', { old: 'yes' }))
    await vi.waitFor(() => expect(seen.at(-1)).toBe('forgotten 2'), patience)
    controller.abort()
    await watching
    expect(lists).toBeLessThan(5)
  })
})

describe('a list of a real API server', () => {
  test('of more than one page is complete', async () => {
    const names = Array.from({ length: 1_203 }, (_, index) => `page-${String(index).padStart(4, '0')}`)
    for (let from = 0; from < names.length; from += 100)
      await Promise.all(
        names.slice(from, from + 100).map((name) => cluster.port.apply(aConfig(name, '1', { paged: 'yes' }))),
      )
    const listed = await cluster.port.list({ ...configs, namespace, labels: { paged: 'yes' } })
    expect(listed.map(({ metadata }) => metadata.name).toSorted()).toEqual(names)
  })
})

describe('the connection', () => {
  test('is one for many calls side by side and for watches', async () => {
    const connected: unknown[] = []
    const count = (message: unknown): number => connected.push(message)
    subscribe('undici:client:connected', count)
    open.push(() => unsubscribe('undici:client:connected', count))
    const client = kubernetesClient(await openConnection(cluster.config), systemClock)
    open.push(() => client.close())
    for (let index = 0; index < 20; index += 1) follow(client, { watch: String(index) })
    for (let round = 0; round < 3; round += 1)
      await Promise.all(Array.from({ length: 40 }, () => client.list({ ...configs, namespace, labels: { a: 'b' } })))
    expect(connected).toHaveLength(1)
  })
})

describe('logs', () => {
  test('of a pod that runs nowhere yet are none, and of one that is not there are refused, read or followed', async () => {
    await cluster.port.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pending', namespace },
      spec: { containers: [{ name: 'app', image: 'example.org/web:1' }] },
    })
    const { signal } = new AbortController()
    await expect(cluster.port.logs(namespace, 'nothing', {})).rejects.toMatchObject({ fault: 'not-found' })
    expect(await cluster.port.logs(namespace, 'pending', {})).toEqual([])
    const following = cluster.port.followLogs(namespace, 'nothing', {}, signal)[Symbol.asyncIterator]()
    await expect(following.next()).rejects.toMatchObject({ fault: 'not-found' })
  })
})

function callsOf(client: KubernetesClient): readonly (() => Promise<unknown>)[] {
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name: 'nothing' }
  const config = aConfig('refused', '1')
  return [
    () => client.read(ref),
    () => client.list({ apiVersion: 'v1', kind: 'Secret', namespace }),
    () => client.apply(config),
    () => client.create(config),
    () => client.dryRun(config),
    () => client.remove(refOf(config)),
    () => client.logs(namespace, 'nothing', {}),
  ]
}

async function clientOf(token: string): Promise<KubernetesClient> {
  const client = kubernetesClient(await openConnection(kubeConfigOf(cluster.config, token)), systemClock)
  open.push(() => client.close())
  return client
}

async function clientOver(timeoutMs?: number): Promise<{ way: CutOff; client: KubernetesClient }> {
  const way = await openCutOff(cluster.config.getCurrentCluster()?.server ?? '')
  const token = cluster.config.getCurrentUser()?.token ?? ''
  const connection = await openConnection(kubeConfigOf(cluster.config, token, way.url), timeoutMs)
  const client = kubernetesClient(connection, systemClock)
  open.push(
    () => way.close(),
    () => client.close(),
  )
  return { way, client }
}

function follow(client: KubernetesClient, labels: Readonly<Record<string, string>>): { readonly seen: string[] } {
  const seen: string[] = []
  const controller = new AbortController()
  const watching = client.watch(
    { ...configs, namespace, labels },
    (object, gone) => seen.push(told(object, gone)),
    controller.signal,
  )
  open.push(async () => {
    controller.abort()
    await watching
  })
  return { seen }
}

function told({ metadata, data }: KubernetesObject, gone: boolean): string {
  return `${metadata.name} ${gone ? 'gone' : (data as { readonly step: string }).step}`
}

function aConfig(name: string, step: string, labels: Readonly<Record<string, string>> = {}): KubernetesObject {
  return { ...configs, metadata: { name, namespace, labels }, data: { step } }
}
