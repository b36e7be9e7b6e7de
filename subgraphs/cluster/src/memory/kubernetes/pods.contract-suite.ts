import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aDeployment, aNamespace } from './kubernetes.contract-builders.ts'
import type { Contract, KubernetesUnderTest } from './kubernetes.contract-suite.ts'
import { refOf } from '../../ports/kubernetes-object.ts'

const patience = { timeout: 30_000, interval: 20 }

/** What a Kubernetes with nodes does with pods, the simulated and the real one alike. */
export function podContract(name: string, open: () => Promise<KubernetesUnderTest>): void {
  describe(`pods: ${name}`, () => {
    let under: KubernetesUnderTest
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under.close())
    livingContract({ get: () => under, space: () => aNamespace(under.port) })
  })
}

function livingContract({ get, space }: Contract): void {
  const podsOf = (namespace: string) => get().port.list({ apiVersion: 'v1', kind: 'Pod', namespace })
  const statusText = async (namespace: string): Promise<string> =>
    JSON.stringify((await podsOf(namespace)).map((pod) => pod['status']))

  describe('a workload', () => {
    test('runs, becomes ready, writes a log, and goes with its pods', async () => {
      const namespace = await space()
      const applied = await get().port.apply(aDeployment(namespace, get().images.works))
      await vi.waitFor(async () => {
        const read = await get().port.read(refOf(applied))
        expect(read?.['status']).toMatchObject({ readyReplicas: 1 })
      }, patience)
      const [pod] = await podsOf(namespace)
      const name = pod?.metadata.name ?? ''
      // A container runtime writes a line a moment after the process did: ready may come first.
      await vi.waitFor(async () => {
        const lines = await get().port.logs(namespace, name, { tail: 1 })
        expect(lines).toMatchObject([{ pod: name, container: 'app' }])
      }, patience)
      await get().port.remove(refOf(applied))
      await vi.waitFor(async () => expect(await get().port.read(refOf(applied))).toBeNull(), patience)
      expect(await podsOf(namespace)).toEqual([])
    })

    test.for([
      ['missing', /ImagePullBackOff/],
      ['root', /run as root/],
      ['crashes', /CrashLoopBackOff/],
    ] as const)('whose image is "%s" says so in its pods', async ([image, expected]) => {
      const namespace = await space()
      await get().port.apply(aDeployment(namespace, get().images[image]))
      await vi.waitFor(async () => expect(await statusText(namespace)).toMatch(expected), patience)
    })

    test('is followed line by line until nobody wants to know more', async () => {
      const namespace = await space()
      const applied = await get().port.apply(aDeployment(namespace, get().images.works))
      await vi.waitFor(async () => {
        expect((await get().port.read(refOf(applied)))?.['status']).toMatchObject({ readyReplicas: 1 })
      }, patience)
      const [pod] = await podsOf(namespace)
      const leaving = new AbortController()
      const followed = get().port.followLogs(namespace, pod?.metadata.name ?? '', {}, leaving.signal)
      for await (const line of followed) {
        expect(line).toMatchObject({ pod: pod?.metadata.name, container: 'app' })
        leaving.abort()
      }
      expect(leaving.signal.aborted).toBe(true)
    })
  })
}
