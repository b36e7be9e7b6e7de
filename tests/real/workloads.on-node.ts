import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { stringify } from 'yaml'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { change, changed, finished, type Operation } from '../system/graph.ts'
import { open, Report } from './application.ts'
import { serveMetrics } from './metrics-api.ts'
import { signFile, small } from './park-file.ts'
import { countersFile, redisTests } from './redis.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

let system: RealSystem
let alice: GraphClient
let url: string
let counters: Operation

const inLive = { project: 'yard', component: 'web' }
const health = { path: '/healthz' }
const customHost = 'yard.example.test'
const autoscale = { min: 2, max: 3, cpu: 50 }
/** Of tests that go on from each other, beside those of another project. */
const inTurn = { concurrent: false }

/** Everything of a component that is more than an image with a port. */
function yardFile(image: string): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    name: 'yard',
    members: [{ email: 'alice@example.org', role: 'owner' }],
    services: { visits: { type: 'postgresql' } },
    components: {
      web: {
        image,
        before: ['/application', 'once'],
        port: 8080,
        publish: {},
        health,
        resources: small,
        uses: ['visits', { component: 'api' }],
        env: { SECOND_URL: 'http://api:9090', UNDECLARED_URL: 'http://api:9999' },
      },
      api: {
        image,
        ports: { http: 8080, second: 9090 },
        publish: { port: 'second', path: '/api', stripPath: true },
        health,
        resources: small,
        env: { MORE_PORTS: '9090 9999' },
      },
      whole: { image, port: 8080, publish: { path: '/whole' }, health: { expect: 404 }, resources: small },
    },
    deployments: { live: { cluster: 'cluster-a', hosts: [customHost] } },
  })
}

beforeAll(async () => {
  system = await startRealSystem(inject('services'), inject('clusters'))
  alice = await system.as('alice')
  const image = system.image('1')
  const files = [yardFile(image), countersFile(image), signFile('dunes', 'cluster-a', image, { autoscale })]
  const [yard, other, dunes] = await Promise.all(files.map((file) => changed(alice, 'applyProjectFile', { file })))
  succeeded(await finished(alice, yard!, 240_000))
  succeeded(await finished(alice, dunes!, 240_000))
  counters = await finished(alice, other!, 240_000)
  url = await system.addressOf(alice, 'yard', 'live')
})

afterAll(() => system?.stop())

const ask = (path: string) => open(system.cluster('cluster-a'), url, path)
const listed = (apiVersion: string, kind: string, project = 'yard') =>
  system.view('cluster-a').list(project, 'live', { apiVersion, kind })
const jobs = async () =>
  (await listed('batch/v1', 'Job')).filter(({ metadata }) => metadata.name.startsWith('before-web'))
const runningImages = async () =>
  (await listed('v1', 'Pod'))
    .filter(({ metadata }) => metadata.labels?.['operations-manager/component'] === 'web')
    .map((pod) => (pod['spec'] as { containers: { image: string }[] }).containers[0]?.image) // a pod's spec

describe.concurrent('a command before the pods', () => {
  test('has run once, with the variables and the network of its component', inTurn, async () => {
    const [job, ...others] = await jobs()
    expect(others).toEqual([])
    expect(job?.['status']).toMatchObject({ succeeded: 1 })
    // It used the database; what it wrote there is older than what the pods write.
    const { checks } = Report.parse(JSON.parse((await ask('/')).body))
    expect(Number(checks['database']?.seen?.['visits'])).toBeGreaterThan(1)
    const same = await changed(alice, 'refreshDeployment', { project: 'yard', deployment: 'live' })
    succeeded(await finished(alice, same, 120_000))
    expect((await jobs()).map(({ metadata }) => metadata.uid)).toEqual([job?.metadata.uid])
  })

  test('that fails stops the rollout with its last words, and the old pods stay', inTurn, async () => {
    const values = { image: system.image('2'), before: ['/application', 'crash'] }
    const operation = await finished(alice, await changed(alice, 'putComponent', { ...inLive, values }), 120_000)
    expect(operation.state).toBe('FAILED')
    const [problem] = operation.targets.flatMap((target) => target.problems)
    expect(problem).toMatchObject({ code: 'BEFORE_FAILED', message: expect.stringContaining('always crashes') })
    expect(await runningImages()).toEqual([system.image('1')])
    expect((await ask('/healthz')).status).toBe(200)
  })

  test('runs again for the next generation, before its pods', inTurn, async () => {
    const failed = (await jobs()).map(({ metadata }) => metadata.uid)
    const values = { image: system.image('2'), before: ['/application', 'once'] }
    succeeded(await finished(alice, await changed(alice, 'putComponent', { ...inLive, values }), 120_000))
    const [job, ...others] = await jobs()
    expect(others).toEqual([])
    expect(failed).not.toContain(job?.metadata.uid)
    expect(await runningImages()).toEqual([system.image('2')])
  })
})

describe.concurrent('autoscaling', () => {
  test('is an autoscaler of the cluster, whose number of pods is left to it', inTurn, async ({ expect }) => {
    const [autoscaler] = await listed('autoscaling/v2', 'HorizontalPodAutoscaler', 'dunes')
    expect(autoscaler?.['spec']).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 3,
      metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
    })
  })

  test('follows what the pods take, between the least and the most that are wished', inTurn, async ({ expect }) => {
    const view = system.view('cluster-a')
    const of = { project: 'dunes', deployment: 'live', component: 'web' }
    // Each takes all of what it asked for, twice as much as it should.
    const metrics = await serveMetrics(system.cluster('cluster-a'), view, { ...of, cpu: small.cpu })
    try {
      const pods = async () =>
        (await listed('v1', 'Pod', 'dunes')).filter(
          ({ metadata }) => metadata.labels?.['operations-manager/component'] === 'web',
        ).length
      expect(await pods()).toBe(2)
      await expect.poll(pods, { timeout: 120_000, interval: 500 }).toBe(3)
      // Looked at again, the cluster backend leaves the number as it is.
      const same = await changed(alice, 'refreshDeployment', { project: 'dunes', deployment: 'live' })
      succeeded(await finished(alice, same, 120_000))
      expect(await pods()).toBe(3)
    } finally {
      await metrics.close()
    }
  })
})

describe('several ports', () => {
  test('are each reached by whoever calls the component, and one that is not declared is not', async () => {
    const { checks } = Report.parse(JSON.parse((await ask('/')).body))
    expect(checks).toMatchObject({
      'call:api': { ok: true },
      'call:second': { ok: true },
      'call:undeclared': { ok: false },
    })
  })
})

describe('a path of an address', () => {
  test('is taken off where that is asked, and stays where it is not', async () => {
    // The application knows this path only as it stands.
    expect((await ask('/api/slow?ms=0')).status).toBe(200)
    expect((await ask('/api')).status).toBe(200)
    expect((await ask('/whole/slow?ms=0')).status).toBe(404)
    expect((await ask('/apiother/slow?ms=0')).status).toBe(404)
  })
})

describe('a host of its own', () => {
  test('is where the deployment is published, beside its usual one', async () => {
    const answer = await open(system.cluster('cluster-a'), `${new URL(url).protocol}//${customHost}`, '/healthz')
    expect(answer).toMatchObject({ status: 200, body: 'ok\n' })
  })

  test('is given to one deployment of a cluster, and whoever asks second hears nothing of the first', async () => {
    const file = signFile('second-yard', 'cluster-a', system.image('1')).replace(
      'cluster: cluster-a',
      `cluster: cluster-a\n    hosts: [${customHost}]`,
    )
    const { problems } = await change(alice, 'applyProjectFile', { file })
    expect(problems.map(({ code }) => code)).toEqual(['HOST_TAKEN'])
    expect(JSON.stringify(problems)).not.toMatch(/\byard\b(?!\.example)/)
  })

  test('that something else in the cluster has is refused there, naming nobody', async () => {
    const view = system.view('cluster-a')
    await view.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'older', namespace: 'default' },
      spec: {
        defaultBackend: { service: { name: 'somebody', port: { number: 80 } } },
        rules: [{ host: 'old.example.test' }],
      },
    })
    const file = signFile('late', 'cluster-a', system.image('1')).replace(
      'cluster: cluster-a',
      'cluster: cluster-a\n    hosts: [old.example.test]',
    )
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 120_000)
    const [problem] = operation.targets.flatMap((target) => target.problems)
    expect(problem).toMatchObject({ code: 'HOST_TAKEN' })
    expect(problem?.message).not.toMatch(/older|somebody|default/)
  })
})

redisTests(() => ({ system, alice, operation: counters }))
