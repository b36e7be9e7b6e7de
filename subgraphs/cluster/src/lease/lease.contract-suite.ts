import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import { PortError } from '../ports/port-error.ts'
import { cuttable } from '../services/testing/cuttable.ts'
import { holdLease, type Lease } from './lease.ts'

const log = createLog('test', 'silent')
const patience = { timeout: 20_000, interval: 10 }
vi.setConfig({ testTimeout: 60_000 })

export type LeaseUnderTest = {
  readonly port: KubernetesPort
  /** How long a lease holds here, and how often it is renewed; a real server needs longer than memory. */
  readonly times: { readonly durationMs: number; readonly renewMs: number }
  close(): Promise<void>
}

let spaces = 0

/** What the lease promises over every Kubernetes behind the port. */
export function leaseContract(name: string, open: () => Promise<LeaseUnderTest>): void {
  describe(`the lease: ${name}`, () => {
    let under: LeaseUnderTest
    let namespace = ''
    const held: Lease[] = []
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under.close())
    afterEach(async () => {
      for (const lease of held.splice(0)) await lease.release()
      await under.port.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
    })

    const aSpace = async (): Promise<void> => {
      spaces += 1
      namespace = `lease-${process.pid}-${spaces}`
      await under.port.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    }
    const hold = async (
      identity: string,
      signal = new AbortController().signal,
      kubernetes = under.port,
    ): Promise<Lease> => {
      const lease = await holdLease({ kubernetes, namespace, identity, log, ...under.times }, signal)
      held.push(lease)
      return lease
    }
    const leaseRef = () => ({ ...leaseKind, namespace, name: 'operations-manager-cluster' })
    const holder = async (): Promise<unknown> => (await under.port.read(leaseRef()))?.['spec']
    const severalDurations = (): number => under.times.durationMs * 2.5

    test('the first instance acts, and a second waits for as long as the first renews', async () => {
      await aSpace()
      await hold('one')
      const leaving = new AbortController()
      const second = hold('two', leaving.signal)
      expect(await within(second, severalDurations())).toBe(false)
      expect(await holder()).toMatchObject({ holderIdentity: 'one' })
      leaving.abort(new Error('leaving'))
      await expect(second).rejects.toThrow('leaving')
    })

    test('one that is released is taken at once', async () => {
      await aSpace()
      const first = await hold('one')
      const second = hold('two')
      await first.release()
      await second
      expect(first.lost.aborted).toBe(false)
      expect(await holder()).toMatchObject({ holderIdentity: 'two', leaseTransitions: 2 })
    })

    test('one that was killed without releasing it is taken at once by whoever is the same instance', async () => {
      await aSpace()
      const { port, cut } = cuttable(under.port)
      const killed = await hold('one', undefined, port)
      cut('it was killed')
      let waited = false
      const terms = { kubernetes: under.port, namespace, identity: 'one', log, ...under.times }
      const again = await holdLease({ ...terms, onWaiting: () => (waited = true) }, new AbortController().signal)
      held.push(again)
      expect(waited).toBe(false)
      expect(await holder()).toMatchObject({ holderIdentity: 'one', leaseTransitions: 2 })
      await expect.poll(() => killed.lost.aborted, patience).toBe(true)
      expect(again.lost.aborted).toBe(false)
    })

    test('an instance that cannot renew stops acting before another may begin', async () => {
      await aSpace()
      const { port, cut } = cuttable(under.port)
      const first = await hold('one', undefined, port)
      const order: string[] = []
      first.lost.addEventListener('abort', () => order.push('the first stopped'))
      cut('the API server is away')
      await hold('two')
      order.push('the second began')
      expect(order).toEqual(['the first stopped', 'the second began'])
      expect(String(first.lost.reason)).toContain('in time')
      expect(await holder()).toMatchObject({ holderIdentity: 'two' })
    })

    test('an instance whose renewal is not answered at all stops acting before another may begin', async () => {
      await aSpace()
      const silence = Promise.withResolvers<never>()
      let isSilent = false
      const port = new Proxy(under.port, {
        get: (target, name) => (name === 'apply' && isSilent ? () => silence.promise : Reflect.get(target, name)),
      })
      const first = await hold('one', undefined, port)
      const order: string[] = []
      first.lost.addEventListener('abort', () => order.push('the first stopped'))
      isSilent = true
      await hold('two')
      order.push('the second began')
      expect(order).toEqual(['the first stopped', 'the second began'])
      silence.reject(new PortError('kubernetes', 'unavailable', 'no answer'))
    })

    test('an instance that waits goes on waiting while the API does not answer it', async () => {
      await aSpace()
      const { port, cut } = cuttable(under.port)
      const first = await hold('one')
      const second = hold('two', undefined, port)
      cut('the API server is away')
      expect(await within(second, severalDurations())).toBe(false)
      expect(first.lost.aborted).toBe(false)
      cut(null)
      await first.release()
      await second
      expect(await holder()).toMatchObject({ holderIdentity: 'two' })
    })

    test('an instance that waits says so, once, and one that does not have to says nothing', async () => {
      await aSpace()
      const told: string[] = []
      const saying = (identity: string, signal = new AbortController().signal): Promise<Lease> => {
        const terms = { kubernetes: under.port, namespace, identity, log, ...under.times }
        return holdLease({ ...terms, onWaiting: () => told.push(identity) }, signal)
      }
      held.push(await saying('one'))
      const leaving = new AbortController()
      const second = saying('two', leaving.signal)
      expect(await within(second, severalDurations())).toBe(false)
      expect(told).toEqual(['two'])
      leaving.abort(new Error('leaving'))
      await expect(second).rejects.toThrow('leaving')
    })

    test('an instance whose lease was taken stops acting', async () => {
      await aSpace()
      const first = await hold('one')
      const { namespace: home, name: called } = leaseRef()
      const spec = { ...((await holder()) as object), holderIdentity: 'two' }
      await under.port.apply({ ...leaseKind, metadata: { name: called, namespace: home }, spec })
      await expect.poll(() => first.lost.aborted, patience).toBe(true)
      expect(await holder()).toMatchObject({ holderIdentity: 'two' })
    })

    test('of several that begin together one acts, and the next one when that one leaves', async () => {
      await aSpace()
      const leaving = new AbortController()
      const all = ['one', 'two', 'three', 'four'].map((identity) => hold(identity, leaving.signal))
      const acting: Lease[] = []
      for (const one of all) one.then((lease) => acting.push(lease)).catch(() => undefined)
      await expect.poll(() => acting.length, patience).toBe(1)
      expect(await within(Promise.all(all), severalDurations())).toBe(false)
      // One that a busy machine kept from renewing in time has stopped by itself, and another acts in its place.
      const actingNow = () => acting.filter(({ lost }) => !lost.aborted)
      expect(actingNow()).toHaveLength(1)
      const before = acting.length
      await actingNow()[0]?.release()
      await expect.poll(() => acting.length, patience).toBe(before + 1)
      leaving.abort(new Error('leaving'))
      await Promise.allSettled(all)
    })
  })
}

const leaseKind = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' } as const

/** Resolves to false if nothing happened within the time. */
function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return Promise.race([promise.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), ms))])
}
