import { KubeConfig } from '@kubernetes/client-node'
import { describe, expect, test } from 'vitest'
import { closeServer, listenOn } from '../../memory/kubernetes/ingress-server.ts'
import { kubernetesContract, type KubernetesUnderTest } from '../../memory/kubernetes/kubernetes.contract-suite.ts'
import { podContract } from '../../memory/kubernetes/pods.contract-suite.ts'
import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import { instantTimings } from '../../memory/kubernetes/world.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { openConnection } from './connection.ts'
import { faultOfAnswer } from './faults.ts'
import { kubernetesClient } from './kubernetes.ts'
import { createApiServer } from './testing/api-server.ts'

const openServed = async (): Promise<KubernetesUnderTest> => {
  const memory = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  const server = createApiServer(memory)
  await listenOn(server, 0, '127.0.0.1')
  const port = await clientOf((server.address() as { port: number }).port)
  const images = {
    works: 'ghcr.io/example/web:1',
    root: 'nginx:1.29',
    missing: 'ghcr.io/example/web:missing',
    crashes: 'ghcr.io/example/web:crash',
  }
  return {
    port,
    images,
    meddle: memory.meddle,
    close: async () => {
      await port.close()
      await closeServer(server)
      memory.stop()
    },
  }
}
kubernetesContract('through its client', openServed)
podContract('through its client', openServed)

describe('a refusal of the API server', () => {
  test.each([
    ['no credentials', 401, {}, 'refused'],
    ['no right', 403, { message: 'cannot create' }, 'refused'],
    ['no quota left', 403, { message: 'pods "x" is forbidden: exceeded quota: q' }, 'quota'],
    ['a namespace that ends', 403, { details: { causes: [{ reason: 'NamespaceTerminating' }] } }, 'conflict'],
    ['nothing of that name', 404, {}, 'not-found'],
    ['a name that is taken', 409, { reason: 'AlreadyExists' }, 'exists'],
    ['somebody else’s change', 409, { reason: 'Conflict' }, 'conflict'],
    ['an object that is wrong', 422, {}, 'invalid'],
    ['an unknown field in an apply', 500, { message: '.spec.x: field not declared in schema' }, 'invalid'],
    ['a failure of its own', 500, { message: 'etcd' }, 'unavailable'],
    ['too many requests', 429, {}, 'unavailable'],
    ['an answer of a proxy', 502, '<html>', 'unavailable'],
  ])('that means %s', (_, code, body, fault) => {
    expect(faultOfAnswer(code, typeof body === 'string' ? body : JSON.stringify(body)).fault).toBe(fault)
  })
})

describe('the client', () => {
  test('says of a server that does not answer that it is away, and never that something is missing', async () => {
    const client = await clientOf(1)
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace: 'a', name: 'b' }
    await expect(client.read(ref)).rejects.toMatchObject({ fault: 'unavailable' })
    await expect(client.list({ apiVersion: 'v1', kind: 'Secret', namespace: null })).rejects.toMatchObject({
      fault: 'unavailable',
    })
    await client.close()
  })

  test('finds its watch again after the server was away, and tells what changed and went meanwhile', async () => {
    const memory = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
    const config = (name: string, step: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'shop' },
      data: { step },
    })
    await memory.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
    await memory.apply(config('stays', '1'))
    await memory.apply(config('goes', '1'))
    const first = createApiServer(memory)
    await listenOn(first, 0, '127.0.0.1')
    const { port } = first.address() as { port: number }
    const client = await clientOf(port)
    const controller = new AbortController()
    const seen: string[] = []
    const watching = client.watch(
      { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop' },
      ({ metadata, data }, gone) => seen.push(`${metadata.name} ${gone ? 'gone' : JSON.stringify(data)}`),
      controller.signal,
    )
    await expect.poll(() => seen.toSorted()).toEqual(['goes {"step":"1"}', 'stays {"step":"1"}'])
    await closeServer(first)
    seen.length = 0
    await memory.apply(config('stays', '2'))
    await memory.remove({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'goes' })
    const second = createApiServer(memory)
    await listenOn(second, port, '127.0.0.1')
    await expect.poll(() => seen.toSorted(), { timeout: 5_000 }).toEqual(['goes gone', 'stays {"step":"2"}'])
    controller.abort()
    await watching
    await client.close()
    await closeServer(second)
    memory.stop()
  })
})

async function clientOf(port: number) {
  const config = new KubeConfig()
  config.loadFromClusterAndUser(
    { name: 'test', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
    { name: 'test', token: 'token' },
  )
  return kubernetesClient(await openConnection(config), systemClock)
}
