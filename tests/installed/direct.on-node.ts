import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { keyHash } from '@operations-manager/runtime/tls/key-hash.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { testApplicationImage } from '@operations-manager/testbed/images/images.ts'
import { prepareInstallation, type Installation } from '@operations-manager/testbed/installation/installation.ts'
import { openApi } from '@operations-manager/testbed/kubernetes/api.ts'
import { issue, makeAuthority } from '@operations-manager/testbed/trust/authority.ts'
import { say } from '@operations-manager/testbed/vitest/say.ts'
import { boundariesOf, theEnd } from '../faults/boundaries.ts'
import { Follower } from '../faults/follower.ts'
import { LinkLine } from '../faults/link-line.ts'
import { changed, finished, operationsOf, type Operation } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { addressOf, reportAt } from '../real/application.ts'
import { openClusterView, type ClusterView } from '../real/cluster-view.ts'
import { realInventory, wishedInventory, type Inventory } from '../real/inventory.ts'
import { showsAll } from '../real/live-view.ts'
import { expectMadeOnce, madeOf, type Made } from '../real/made-once.ts'
import { parkFile, signFile } from '../real/park-file.ts'
import { killAtEach, type Kill } from './pod-kills.ts'
import { succeeded } from '../real/real-system.ts'

const services = inject('services')
const cluster = inject('clusters')[1]!
const name = 'pier'
const nodePort = 30_443
const patience = { timeout: 120_000, interval: 250 }
/** How long an operator waits at most from the one command to a deployment that works. */
const firstProofSeconds = 60
const killsLimitMs = 420_000

let system: System
let link: LinkLine
let pier: Installation
let view: ClusterView
let alice: GraphClient

beforeAll(async () => {
  system = await startSystem({ settings: () => ({ clusters: [] }) })
  link = await LinkLine.open(system.sandbox.ports.registry)
  view = await openClusterView(cluster)
  pier = await prepareInstallation(system, name, { services, cluster, linkPort: link.port, say })
  alice = await system.as('alice')
}, 300_000)

afterAll(async () => {
  await pier?.stop()
  await link?.close()
  await system?.stop()
  await view?.removeAll()
}, 300_000)

const isConnected = () => vi.waitFor(async () => expect(await pier.state()).toBe('CONNECTED'), patience)

describe('a cluster that the gateway asks directly', () => {
  test('is asked over HTTPS with the one key that it was registered with, and shows all of it', async () => {
    // Nobody vouches for this certificate, and it names nobody: the pin is what is trusted.
    const own = await issue(await makeAuthority('nobody'), { names: ['cluster-backend.invalid'] })
    await pier.secret('server', { 'tls.crt': own.certificate, 'tls.key': own.key }, 'kubernetes.io/tls')
    const { items } = await openApi(cluster.kubeconfig).core.listNode()
    const node = items[0]?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address
    await pier.register(`https://${node}:${nodePort}/graphql#sha256//${keyHash(new X509Certificate(own.certificate))}`)
    const started = performance.now()
    await pier.install({
      replicas: 2,
      direct: { enabled: true, tlsSecretName: 'server', service: { type: 'NodePort', port: 4101, nodePort } },
      networkPolicy: { gateway: [{ cidr: cluster.ranges.nodes }] },
    })
    await isConnected()
    const file = parkFile({ name: 'jetties', deployments: { live: name }, image: testApplicationImage('1') })
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 180_000)
    const seconds = (performance.now() - started) / 1_000
    say(`from the installation to the first deployment that its own pods proved: ${seconds.toFixed(1)} s`)
    succeeded(operation)
    expect(operation.steps.flatMap(({ proofs }) => proofs).some(({ from }) => from === 'WORKLOAD')).toBe(true)
    expect(seconds).toBeLessThan(firstProofSeconds)
    await showsAll(alice, 'jetties')
  }, 300_000)

  test('is asked where the instance is that acts, also after another one has taken over', async () => {
    const first = await pier.pods.leader()
    await pier.pods.end(first)
    await pier.pods.untilLeaderIsNot(first)
    await vi.waitFor(() => showsAll(alice, 'jetties'), patience)
  }, 300_000)
})

describe('the program in the pod that acts is killed with -9 at every boundary of a step', () => {
  const ref = { cluster: name, project: 'moorings', deployment: 'live' }
  const where = { services, bucket: 'photos', signIn: 'signin' } as const
  const file = parkFile({ name: ref.project, deployments: { live: name }, image: testApplicationImage('1') })
  const boundaries = boundariesOf(file, ref.deployment)
  const inventory = (): Promise<Inventory> => realInventory(services, new Map([[name, view]]))

  const kills: Kill[] = []
  const looks: Made[] = []
  let before: Inventory
  let operation: Operation
  let follower: Follower

  beforeAll(async () => {
    before = await inventory()
    const looking: Promise<Made>[] = []
    const look = (): Promise<Made> => madeOf(ref, { ...where, view })
    const started = performance.now()
    const killed = killAtEach({ pods: pier.pods, link }, { ref, boundaries }, (kill) => {
      kills.push(kill)
      looking.push(look())
    })
    const id = await changed(alice, 'applyProjectFile', { file })
    const { graphql: url, issuer } = system.sandbox.addresses
    follower = new Follower({ url, token: await signIn(issuer, 'alice') }, id, { limitMs: killsLimitMs })
    await Promise.all([killed, follower.all()])
    await isConnected()
    operation = await finished(alice, id)
    looks.push(...(await Promise.all(looking)), await look())
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    say(`set up in ${seconds} s, through ${kills.length} kills at ${boundaries.length} boundaries`)
  }, killsLimitMs)

  test('no boundary was left out, and some reports were lost before and some behind the registry', () => {
    expect(kills.flatMap((kill) => kill.boundaries).toSorted()).toEqual(boundaries.toSorted())
    expect(new Set(kills.map(({ place }) => place))).toEqual(new Set(['said', 'stored']))
  })

  test('the operation succeeded, and a subscriber saw each step done once', () => {
    succeeded(operation)
    const done = follower.told.flatMap(({ change: { step } }) => (step?.state === 'SUCCEEDED' ? [step.key] : []))
    expect([...done, theEnd].toSorted()).toEqual(boundaries.toSorted())
    expect(new Set(follower.told.map(({ cursor }) => cursor)).size).toBe(follower.told.length)
  })

  test('everything was made once, with the credentials that it has in the end', () => {
    expect(looks.length).toBe(kills.length + 1)
    expectMadeOnce(looks)
    const workloads = [...(looks.at(-1) ?? [])].filter(([what]) => what.startsWith('Deployment '))
    expect(workloads.map(([, known]) => known.endsWith(' of generation 1'))).toEqual([true, true])
  })

  test('the backends hold what is wished and nothing else, and the application works with it', async () => {
    const after = await inventory()
    const wished = wishedInventory([ref], { database: 'visits', bucket: 'photos', signIn: 'signin' })
    for (const part of Object.keys(wished) as (keyof Inventory)[])
      expect([part, after[part].filter((one) => !before[part].includes(one))]).toEqual([part, wished[part]])
    expect(await reportAt(cluster, await addressOf(alice, ref.project, ref.deployment))).toMatchObject({ ok: true })
    await vi.waitFor(() => showsAll(alice, ref.project), patience)
  }, 180_000)
})

describe('the program in the pod that acts is killed with -9', () => {
  test('while a pod proves what a component reaches, and no other pod has to prove it again', async () => {
    const services = { visits: { type: 'postgresql' } }
    const file = signFile('buoys', name, testApplicationImage('1'), { uses: ['visits'] }, { services })
    const first = await pier.pods.leader()
    const id = await changed(alice, 'applyProjectFile', { file })
    const job = { apiVersion: 'batch/v1', kind: 'Job' }
    const seen = new Set<string | undefined>()
    const look = async (): Promise<number> => {
      for (const { metadata } of await view.list('buoys', 'live', job)) seen.add(metadata.uid)
      return seen.size
    }
    await vi.waitFor(async () => expect(await look()).toBe(1), { ...patience, interval: 20 })
    await pier.pods.kill(first)
    const reachOf = ({ steps }: Operation) => steps.find(({ key }) => key === 'live/web/reach')
    expect((await operationsOf(alice, [id])).map((one) => reachOf(one)?.state)).not.toContain('SUCCEEDED')
    const looking = setInterval(() => void look(), 100)
    const operation = await finished(alice, id, 180_000).finally(() => clearInterval(looking))
    succeeded(operation)
    expect(seen.size).toBe(1)
    expect(reachOf(operation)?.proofs.map(({ from, passed }) => [from, passed])).toContainEqual(['WORKLOAD', true])
  }, 240_000)
})
