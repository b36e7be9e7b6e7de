import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../reconcile/clock.ts'
import { createMemoryKubernetes, type MemoryKubernetes } from './memory-kubernetes.ts'
import type { DeploymentObject, PodObject } from './objects.ts'
import { instantTimings } from './world.ts'

let cluster: MemoryKubernetes
afterEach(() => cluster.stop())

describe('a Deployment', () => {
  test('gets its pods, which become ready', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 2 }))
    const found = await until(readDeployment, (deployment) => deployment.status?.['readyReplicas'] === 2)
    expect(found.status).toMatchObject({ replicas: 2, updatedReplicas: 2, observedGeneration: 1 })
    expect(await pods()).toHaveLength(2)
  })

  test('rolls to a new image without ever having fewer ready pods', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 2 }))
    await until(readDeployment, (deployment) => deployment.status?.['readyReplicas'] === 2)
    const seen: number[] = []
    cluster.onChange(() => void readDeployment().then((now) => seen.push(Number(now.status?.['readyReplicas']))))
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:2', replicas: 2 }))
    await until(pods, (all) => all.length === 2 && all.every((pod) => imageOf(pod) === 'ghcr.io/example/web:2'))
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(2)
  })

  test('applied again as it is writes nothing', async () => {
    cluster = await aCluster()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1 }))
    await until(readDeployment, (deployment) => deployment.status?.['readyReplicas'] === 1)
    const before = cluster.writes()
    await cluster.apply(aDeployment({ image: 'ghcr.io/example/web:1', replicas: 1 }))
    expect(cluster.writes()).toBe(before)
  })
})

async function aCluster(): Promise<MemoryKubernetes> {
  const made = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  await made.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
  return made
}

function aDeployment({ image, replicas }: { image: string; replicas: number }) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            { name: 'app', image, ports: [{ containerPort: 8080 }], readinessProbe: { tcpSocket: { port: 8080 } } },
          ],
        },
      },
    },
  }
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

/** Waits for a state, woken by each change of the cluster. */
async function until<Value>(read: () => Promise<Value>, test: (value: Value) => boolean): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the state was not reached in time')), 3_000)
    const look = (): void => {
      read().then((value) => {
        if (!test(value)) return
        stop()
        clearTimeout(late)
        resolve(value)
      }, reject)
    }
    const stop = cluster.onChange(look)
    look()
  })
}
