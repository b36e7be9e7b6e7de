import { afterEach, describe, expect, test, vi } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { memoryDocuments, type DocumentStore } from '../persistence.ts'
import { closeServer, createIngressServer, listenOn } from './ingress-server.ts'
import { kubernetesContract, type KubernetesUnderTest } from './kubernetes.contract-suite.ts'
import { podContract } from './pods.contract-suite.ts'
import { createMemoryKubernetes, type MemoryKubernetes } from './memory-kubernetes.ts'
import type { DeploymentObject, JobObject, PodObject } from './objects.ts'
import { openMemoryKubernetes } from './open.ts'
import { instantTimings } from './world.ts'

/** Waits for a state of the simulated cluster; generous, for machines that are busy. */
const eventually = (look: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(look, { timeout: 15_000, interval: 10 })
vi.setConfig({ testTimeout: 30_000 })

const openInMemory = async (): Promise<KubernetesUnderTest> => {
  const port = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  const images = {
    works: 'ghcr.io/example/web:1',
    root: 'nginx:1.29',
    missing: 'ghcr.io/example/web:missing',
    crashes: 'ghcr.io/example/web:crash',
  }
  return { port, images, meddle: port.meddle, close: () => Promise.resolve(port.stop()) }
}
kubernetesContract('in memory', openInMemory)
podContract('in memory', openInMemory)

let cluster: MemoryKubernetes
afterEach(() => cluster?.stop())

describe('a Deployment in memory', () => {
  test('rolls to a new image without ever having fewer ready pods', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 2 }))
    await ready(2)
    const seen: number[] = []
    cluster.onChange(() => void readDeployment().then((now) => seen.push(Number(now.status?.['readyReplicas']))))
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:2', replicas: 2 }))
    await eventually(async () => {
      expect((await pods()).map(imageOf)).toEqual(['ghcr.io/example/web:2', 'ghcr.io/example/web:2'])
    })
    expect(seen.length).toBeGreaterThan(0)
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(2)
  })

  test('keeps its old pods while the new image does not start', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 2 }))
    await ready(2)
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:crash', replicas: 2 }))
    await eventually(async () => expect(JSON.stringify(await pods())).toContain('CrashLoopBackOff'))
    const running = (await pods()).filter((pod) => imageOf(pod) === 'ghcr.io/example/web:1')
    expect(running).toHaveLength(2)
  })

  test('with "Recreate" has no two generations of pods at the same time', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1, strategy: 'Recreate' }))
    await ready(1)
    const mixed: boolean[] = []
    cluster.onChange(() => void pods().then((all) => mixed.push(new Set(all.map(imageOf)).size > 1)))
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:2', replicas: 1, strategy: 'Recreate' }))
    await eventually(async () => expect((await pods()).map(imageOf)).toEqual(['ghcr.io/example/web:2']))
    expect(mixed).not.toContain(true)
  })

  test('heals itself when a pod is taken away', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1 }))
    await ready(1)
    const [first] = await pods()
    await cluster.remove({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: first!.metadata.name })
    await eventually(async () => {
      const now = await pods()
      expect(now.map(({ metadata }) => metadata.uid)).not.toContain(first!.metadata.uid)
      expect(now).toHaveLength(1)
    })
  })

  test('whose program listens below 1024 crashes, and the log says why', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1, port: 80 }))
    await eventually(async () => expect(JSON.stringify(await pods())).toContain('CrashLoopBackOff'))
    const [pod] = await pods()
    const lines = await cluster.logs('shop', pod!.metadata.name, { previous: true })
    expect(lines.map(({ text }) => text).join('\n')).toContain('bind: permission denied')
  })

  test('that asks for more than any node has is not scheduled', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1, cpu: '500' }))
    await eventually(async () => expect(JSON.stringify(await pods())).toContain('Insufficient cpu'))
    const events = await cluster.list({ apiVersion: 'v1', kind: 'Event', namespace: 'shop' })
    expect(events.map((event) => event['reason'])).toContain('FailedScheduling')
  })
})

describe('a Job in memory', () => {
  test.each([
    ['succeeds', 'ghcr.io/example/web:1', 'Complete'],
    ['fails with an image that crashes', 'ghcr.io/example/web:crash', 'Failed'],
  ])('%s', async (_, image, condition) => {
    cluster = await aCluster()
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'before', namespace: 'shop' },
      spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image }] } } },
    }
    await cluster.apply(job)
    await eventually(async () => {
      const read = (await cluster.read({ ...jobRef })) as JobObject
      expect(read.status?.conditions).toMatchObject([{ type: condition, status: 'True' }])
    })
  })
})

describe('the simulated cluster', () => {
  test('says of every call that the server is away, and nothing is lost by it', async () => {
    cluster = await aCluster()
    cluster.outage('connection refused')
    await expect(readDeployment()).rejects.toMatchObject({ fault: 'unavailable' })
    cluster.outage(null)
    expect(await cluster.read({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'shop' })).not.toBeNull()
  })

  test('is found again by the next process as it was left', async () => {
    const documents = memoryDocuments()
    const log = createLog('test', 'silent')
    const first = await openMemoryKubernetes({ clock: systemClock, timings: instantTimings }, documents, log)
    cluster = first.kubernetes
    await namespace(cluster)
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1 }))
    await cluster.apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'gone', namespace: 'shop' } })
    await cluster.remove({ apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'gone' })
    await ready(1)
    const before = await readDeployment()
    await first.close()
    const second = await openMemoryKubernetes({ clock: systemClock, timings: instantTimings }, documents, log)
    cluster = second.kubernetes
    const after = await readDeployment()
    expect(after).toEqual(before)
    expect(await cluster.list({ apiVersion: 'v1', kind: 'Secret', namespace: 'shop' })).toEqual([])
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:2', replicas: 1 }))
    await eventually(async () => expect((await pods()).map(imageOf)).toEqual(['ghcr.io/example/web:2']))
    await second.close()
  })

  test('answers a write only when it is kept, also when the store was away, and waits for nothing later', async () => {
    const documents = memoryDocuments()
    const log = createLog('test', 'silent')
    let away = true
    const puts: string[][] = []
    const store: DocumentStore = {
      ...documents,
      put: async (part, changed) => {
        if (away) throw new Error('no answer')
        puts.push([...changed.keys()])
        await documents.put(part, changed)
      },
    }
    const opened = await openMemoryKubernetes({ clock: systemClock, timings: instantTimings }, store, log)
    cluster = opened.kubernetes
    let answered = false
    const writing = namespace(cluster).then(() => (answered = true))
    await new Promise(setImmediate)
    expect(answered).toBe(false)
    away = false
    await writing
    expect(puts.flat().join()).toContain('Namespace')
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key', namespace: 'shop' } }
    await cluster.apply(secret)
    expect(JSON.stringify([...(await documents.load('kubernetes')).values()])).toContain('"name":"key"')
    await opened.close()
  })

  test('gives log lines that a follower sees as they are written, until it stops', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1 }))
    await ready(1)
    const [pod] = await pods()
    const controller = new AbortController()
    const texts: string[] = []
    for await (const { text } of cluster.followLogs(
      'shop',
      pod!.metadata.name,
      { since: new Date(0).toISOString() },
      controller.signal,
    )) {
      texts.push(text)
      if (texts.length === 3) controller.abort()
    }
    expect(texts).toEqual(['starting app (1)', 'configuration read from the environment', 'listening on 0.0.0.0:8080'])
  })

  test('answers for a published host over HTTP, and says that it is a sandbox', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1 }))
    await cluster.apply(aService())
    await cluster.apply(anIngress('shop.example.org'))
    await ready(1)
    const server = createIngressServer(cluster, 'cluster-a')
    await listenOn(server, 0, '127.0.0.1')
    const port = (server.address() as { port: number }).port
    try {
      expect(await get(port, 'shop.example.org')).toMatchObject({
        status: 200,
        text: expect.stringContaining('sandbox'),
      })
      expect(await get(port, 'unknown.example.org')).toMatchObject({ status: 404 })
      expect((await get(port, '<script>.example.org')).text).not.toContain('<script>')
    } finally {
      await closeServer(server)
    }
  })
})

const jobRef = { apiVersion: 'batch/v1', kind: 'Job', namespace: 'shop', name: 'before' }

async function get(port: number, host: string): Promise<{ status: number; text: string }> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/a', headers: { host }, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject).end()
  })
}

async function aCluster(): Promise<MemoryKubernetes> {
  const made = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  await namespace(made)
  return made
}

async function namespace(made: MemoryKubernetes): Promise<void> {
  await made.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
}

type Shape = { image: string; replicas: number; strategy?: 'Recreate'; port?: number; cpu?: string }

function aDeployment({ image, replicas, strategy, port = 8080, cpu }: Shape) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas,
      strategy: strategy
        ? { type: strategy }
        : { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'app',
              image,
              ports: [{ containerPort: port }],
              readinessProbe: { tcpSocket: { port } },
              ...(cpu && { resources: { requests: { cpu } } }),
            },
          ],
        },
      },
    },
  }
}

function aService() {
  const spec = { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080 }] }
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec }
}

function anIngress(host: string) {
  const path = { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 8080 } } } }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ host, http: { paths: [path] } }] },
  }
}

async function ready(count: number): Promise<void> {
  await eventually(async () => expect((await readDeployment()).status).toMatchObject({ readyReplicas: count }))
}

async function readDeployment(): Promise<DeploymentObject> {
  return (await cluster.read({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
  })) as DeploymentObject
}

async function pods(): Promise<readonly PodObject[]> {
  return (await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop' })) as readonly PodObject[]
}

function imageOf(pod: PodObject): string | undefined {
  return pod.spec.containers[0]?.image
}
