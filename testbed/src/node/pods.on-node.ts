import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import { openApi, type Api } from '../kubernetes/api.ts'
import { eventually } from '../run/eventually.ts'
import { allowIngress, ask, askReport, denyAll, deployment, ingress, podSpec, service } from './test/workload.ts'

const inTurn = { concurrent: false }
const limit = { timeout: 60_000, interval: 100 }

// The clusters beside each other, so each test has an `expect` of its own; in each of them one after the other, since
// policies hold for all of its pods.
describe.concurrent.each(inject('clusters'))('the pods of $name', (cluster) => {
  const namespace = `pods-${randomUUID().slice(0, 8)}`
  const hostOf = (name: string): string => `${name}.${namespace}.${cluster.domain}`
  let api: Api

  async function publish(name: string, replicas = 1, wish: Parameters<typeof podSpec>[0] = {}): Promise<void> {
    await Promise.all([
      api.apps.createNamespacedDeployment({ namespace, body: deployment(name, wish, replicas) }),
      api.core.createNamespacedService({ namespace, body: service(name) }),
      api.networking.createNamespacedIngress({ namespace, body: ingress(name, hostOf(name)) }),
    ])
  }
  const podsOf = async (app: string) =>
    (await api.core.listNamespacedPod({ namespace, labelSelector: `app=${app}` })).items
  const statusOf = async (name: string): Promise<number> => (await ask(cluster, hostOf(name))).status

  beforeAll(async () => {
    api = openApi(cluster.kubeconfig)
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
    await api.core.createNamespace({ body: { metadata: { name: namespace, labels } } })
    await publish('web')
    await publish('caller', 1, { env: { WEB_URL: 'http://web' } })
    for (const name of ['web', 'caller']) {
      await eventually(`${name} answers`, limit.timeout, async () => (await statusOf(name)) === 200)
    }
  })
  afterAll(async () => {
    await api.core.deleteNamespace({ name: namespace })
  })

  test('answer through the ingress proxy, as the image that was asked for', inTurn, async ({ expect }) => {
    const [pod] = await podsOf('web')
    expect(await askReport(cluster, hostOf('web'))).toMatchObject({
      version: '1',
      hostname: pod?.metadata?.name,
      ok: true,
    })
  })

  test('say what they are doing through the API server', inTurn, async ({ expect }) => {
    const [pod] = await podsOf('web')
    const log = await api.core.readNamespacedPodLog({ name: pod!.metadata!.name!, namespace })
    expect(log).toContain('test-application 1 listens on :8080')
  })

  test('find each other by the names of their services', inTurn, async ({ expect }) => {
    const report = await askReport(cluster, hostOf('caller'))
    expect(report?.checks['call:web']).toMatchObject({ ok: true, seen: { answer: 'ok' } })
  })

  test(
    'a host that nobody published is not found, and one without pods is out of service',
    inTurn,
    async ({ expect }) => {
      await api.core.createNamespacedService({ namespace, body: service('nobody') })
      await api.networking.createNamespacedIngress({ namespace, body: ingress('nobody', hostOf('nobody')) })
      await expect.poll(() => statusOf('nobody'), limit).toBe(503)
      expect(await statusOf('never-published')).toBe(404)
    },
  )

  test('keep in their volume what earlier pods wrote there', inTurn, async ({ expect }) => {
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Mi' } } }
    const body = { metadata: { name: 'data' }, spec: { ...claim, storageClassName: cluster.storageClasses[0]! } }
    await api.core.createNamespacedPersistentVolumeClaim({ namespace, body })
    await publish('keeper', 1, { claim: 'data', env: { DATA_PATH: '/data' } })
    const volume = async () => (await askReport(cluster, hostOf('keeper')))?.checks['volume']
    await expect.poll(volume, limit).toMatchObject({ ok: true })
    const [first] = await podsOf('keeper')
    await api.core.deleteNamespacedPod({ name: first!.metadata!.name!, namespace })
    // The deployment's next pod writes its own name after that of the first.
    const writers = async () => {
      const seen = (await volume())?.seen
      return { first: seen?.['first'], hasAnother: seen !== undefined && seen['last'] !== seen['first'] }
    }
    await expect.poll(writers, limit).toEqual({ first: first!.metadata!.name, hasAnother: true })

    const claimed = await api.core.readNamespacedPersistentVolumeClaim({ name: 'data', namespace })
    expect(claimed.status?.phase).toBe('Bound')
    await api.apps.deleteNamespacedDeployment({ name: 'keeper', namespace })
    await api.core.deleteNamespacedPersistentVolumeClaim({ name: 'data', namespace })
    const volumes = async () => (await api.core.listPersistentVolume()).items.map(({ metadata }) => metadata?.name)
    await expect.poll(volumes, limit).not.toContain(claimed.spec!.volumeName)
  })

  test(
    'a policy that denies everything is enforced, and rules open exactly what they name',
    inTurn,
    async ({ expect }) => {
      const seen = async (): Promise<unknown> => ({
        throughTheProxy: (await statusOf('web')) === 200,
        fromThePod: (await askReport(cluster, hostOf('caller')))?.checks['call:web']?.ok,
      })
      await expect.poll(seen, limit).toEqual({ throughTheProxy: true, fromThePod: true })
      await api.networking.createNamespacedNetworkPolicy({ namespace, body: denyAll })
      await api.networking.createNamespacedNetworkPolicy({ namespace, body: allowIngress('caller', cluster) })
      await expect.poll(seen, limit).toEqual({ throughTheProxy: false, fromThePod: false })
      await api.networking.createNamespacedNetworkPolicy({ namespace, body: allowIngress('web', cluster) })
      await expect.poll(seen, limit).toEqual({ throughTheProxy: true, fromThePod: false })
      await api.networking.deleteCollectionNamespacedNetworkPolicy({ namespace })
      await expect.poll(seen, limit).toEqual({ throughTheProxy: true, fromThePod: true })
    },
  )

  test('are replaced without losing a request, not even a slow one', inTurn, async ({ expect }) => {
    await publish('rolling', 2)
    // For a moment after the first answer there are workers of the proxy that do not know the pods yet, and those that
    // do are asked first: only many answers in a row show that none of the others is left.
    let answers = 0
    const askTwenty = async (): Promise<number> => {
      const statuses = await Promise.all(Array.from({ length: 20 }, () => statusOf('rolling')))
      answers = statuses.every((status) => status === 200) ? answers + statuses.length : 0
      return answers
    }
    await expect.poll(askTwenty, { ...limit, interval: 20 }).toBeGreaterThanOrEqual(400)
    const versions: string[] = []
    const failures: string[] = []
    const stop = new AbortController()
    const keepAsking = async (path: string): Promise<void> => {
      while (!stop.signal.aborted) {
        try {
          const { status, body } = await ask(cluster, hostOf('rolling'), path)
          if (status === 200) versions.push(body.trim())
          else failures.push(`${path} was answered ${status}`)
        } catch (error) {
          failures.push(String(error))
        }
      }
    }
    const asking = [keepAsking('/slow?ms=10'), keepAsking('/slow?ms=1500')]
    const body = deployment('rolling', { version: '2' }, 2)
    await api.apps.replaceNamespacedDeployment({ name: 'rolling', namespace, body })
    const left = async () => (await podsOf('rolling')).map(({ spec }) => spec?.containers[0]?.image?.split(':').at(-1))
    await expect.poll(left, limit).toEqual(['2', '2'])
    stop.abort()
    await Promise.all(asking)
    expect(failures).toEqual([])
    expect([versions[0], versions.at(-1)]).toEqual(['1', '2'])
  })

  test('one that crashes is started again and again, with its last words in its log', inTurn, async ({ expect }) => {
    const body = { metadata: { name: 'crashing' }, spec: podSpec({ version: 'crash' }) }
    await api.core.createNamespacedPod({ namespace, body })
    const last = async () => {
      const { status } = await api.core.readNamespacedPod({ name: 'crashing', namespace })
      const [container] = status?.containerStatuses ?? []
      return { restarts: (container?.restartCount ?? 0) > 0, code: container?.lastState?.terminated?.exitCode }
    }
    await expect.poll(last, limit).toEqual({ restarts: true, code: 3 })
    // Of the container that runs now, which has just begun.
    const log = () => api.core.readNamespacedPodLog({ name: 'crashing', namespace })
    await expect.poll(log, limit).toContain('this version always crashes')
  })

  test('an image that does not exist is said to be not found', inTurn, async ({ expect }) => {
    const body = { metadata: { name: 'missing' }, spec: podSpec({ image: 'registry.example/nobody/nothing:1' }) }
    await api.core.createNamespacedPod({ namespace, body })
    const waiting = async () => {
      const { status } = await api.core.readNamespacedPod({ name: 'missing', namespace })
      return status?.containerStatuses?.[0]?.state?.waiting?.message
    }
    await expect.poll(waiting, limit).toContain('not found')
  })
})
