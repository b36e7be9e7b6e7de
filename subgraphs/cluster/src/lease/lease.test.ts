import { afterEach, expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { createMemoryKubernetes, type MemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { systemClock } from '../reconcile/clock.ts'
import { holdLease, type Lease } from './lease.ts'

const log = createLog('test', 'silent')
const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function aCluster(): Promise<MemoryKubernetes> {
  const kubernetes = createMemoryKubernetes({ clock: systemClock })
  open.push(() => kubernetes.stop())
  await kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } })
  return kubernetes
}

async function hold(
  kubernetes: MemoryKubernetes,
  identity: string,
  signal = new AbortController().signal,
): Promise<Lease> {
  const times = { durationMs: 300, renewMs: 40 }
  const lease = await holdLease({ kubernetes, namespace: 'own', identity, log, ...times }, signal)
  open.push(() => lease.release())
  return lease
}

const holder = async (kubernetes: MemoryKubernetes): Promise<unknown> => {
  const ref = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    namespace: 'own',
    name: 'operations-manager-cluster',
  }
  return (await kubernetes.read(ref))?.['spec']
}

/** Resolves to false if nothing happened within the time. */
const within = (promise: Promise<unknown>, ms: number): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), ms))])

test('the first instance acts, and a second waits for as long as the first renews', async () => {
  const kubernetes = await aCluster()
  await hold(kubernetes, 'one')
  const leaving = new AbortController()
  const second = hold(kubernetes, 'two', leaving.signal)
  expect(await within(second, 800)).toBe(false)
  expect(await holder(kubernetes)).toMatchObject({ holderIdentity: 'one' })
  leaving.abort(new Error('leaving'))
  await expect(second).rejects.toThrow('leaving')
})

test('a lease that is released is taken at once', async () => {
  const kubernetes = await aCluster()
  const first = await hold(kubernetes, 'one')
  const second = hold(kubernetes, 'two')
  await first.release()
  await second
  expect(first.lost.aborted).toBe(false)
  expect(await holder(kubernetes)).toMatchObject({ holderIdentity: 'two', leaseTransitions: 2 })
})

test('an instance that cannot renew stops acting before another may begin', async () => {
  const kubernetes = await aCluster()
  const first = await hold(kubernetes, 'one')
  kubernetes.outage('the API server is away')
  await expect.poll(() => first.lost.aborted, { timeout: 5_000 }).toBe(true)
  expect(String(first.lost.reason)).toContain('in time')
  kubernetes.outage(null)
  await hold(kubernetes, 'two')
  expect(await holder(kubernetes)).toMatchObject({ holderIdentity: 'two' })
})

test('an instance whose lease was taken stops acting', async () => {
  const kubernetes = await aCluster()
  const first = await hold(kubernetes, 'one')
  const spec = { ...((await holder(kubernetes)) as object), holderIdentity: 'two' }
  const metadata = { name: 'operations-manager-cluster', namespace: 'own' }
  await kubernetes.apply({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec })
  await expect.poll(() => first.lost.aborted, { timeout: 5_000 }).toBe(true)
  expect(await holder(kubernetes)).toMatchObject({ holderIdentity: 'two' })
})

test('of two that begin together one acts', async () => {
  const kubernetes = await aCluster()
  const leaving = new AbortController()
  const both = [hold(kubernetes, 'one', leaving.signal), hold(kubernetes, 'two', leaving.signal)]
  await Promise.any(both)
  expect(await within(Promise.all(both), 800)).toBe(false)
  leaving.abort(new Error('leaving'))
  const ends = await Promise.allSettled(both)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})
