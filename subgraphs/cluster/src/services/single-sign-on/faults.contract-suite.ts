import { afterEach, describe, expect, test } from 'vitest'
import type { IdentityPort } from '../../ports/identity.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import { markEntries } from '../mark.ts'
import { countWrites } from '../testing/count-writes.ts'
import { endOf } from '../testing/service-world.ts'
import { aSignInWorld, type OpenedServer } from './contract-world.ts'

/** Each of these makes many realms, on a machine that has other things to do. */
const long = { timeout: 300_000 }

type World = Awaited<ReturnType<typeof aSignInWorld>>
type Ports = { readonly identity: IdentityPort; readonly kubernetes: KubernetesPort }

/** The program ends after its n-th change: what was changed is there, and nobody learned that it is. */
function killedAfter(n: number, { port, world }: World): Ports & { readonly changes: () => number } {
  let changes = 0
  const around = async (work: () => Promise<unknown>): Promise<unknown> => {
    if (changes >= n) throw new PortError('test', 'unavailable', 'killed')
    const result = await work()
    changes += 1
    if (changes === n) throw new PortError('test', 'unavailable', 'killed')
    return result
  }
  const identity = countWrites(port, around).port
  return { identity, kubernetes: countWrites<KubernetesPort>(world.kubernetes, around).port, changes: () => changes }
}

/** The n-th call, whatever it asks, gets no answer, and neither does any after it. */
function lostAt(n: number, real: IdentityPort): { readonly identity: IdentityPort; readonly calls: () => number } {
  let calls = 0
  const identity = new Proxy(real, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]): unknown => {
        calls += 1
        if (calls >= n) return Promise.reject(new PortError('identity', 'unavailable', 'no answer'))
        return value.apply(target, args)
      }
    },
  })
  return { identity, calls: () => calls }
}

async function runAll({ runRealm, world, service, port }: World, ports: Partial<Ports> = {}): Promise<string> {
  const { identity = port, kubernetes = world.kubernetes } = ports
  const realm = await runRealm(undefined, identity)
  if (realm.outcome.type !== 'ready') return endOf([realm])
  return endOf(await world.run(service(identity, kubernetes), ['client']))
}

/** The number of writes of a run in which everything is as wished already. */
async function writesOfRun(world: World): Promise<readonly string[]> {
  const identity = countWrites(world.port)
  const kubernetes = countWrites<KubernetesPort>(world.world.kubernetes)
  expect(await runAll(world, { identity: identity.port, kubernetes: kubernetes.port })).toBe('ready')
  return [...identity.writes, ...kubernetes.writes]
}

/** A realm that carries our mark and nothing else: what an earlier version, or somebody's clean-up, left. */
async function leaveEmpty({ port, realm, world: { ref } }: World): Promise<void> {
  const owner = { installation: 'test', cluster: ref.cluster, project: ref.project, deployment: '', service: '' }
  const attributes = markEntries({ ...owner, issue: '', retainedUntil: null })
  const nothing = { scopes: [], profile: {}, flows: [], provider: null, users: [], clients: [] }
  await port.createRealm({ ...nothing, realm: { realm, enabled: true, attributes } })
}

/** What is half done, or cannot be reached, over every identity server behind the port. */
export function signInFaultsContract(what: string, open: () => Promise<OpenedServer>): void {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  async function aWorld(): Promise<World> {
    const world = await aSignInWorld(open)
    closing.push(world.close)
    return world
  }
  const secretOf = async ({ port, realm, clientId }: World): Promise<string | null> =>
    (await port.readClient(realm, clientId))?.secret.reveal() ?? null

  describe(`single sign-on in trouble: ${what}`, () => {
    test.each([
      ['from nothing', false],
      ['from an empty realm', true],
    ])('ended after any change, it goes on where it was: %s', long, async (_from, isEmpty) => {
      let [n, end] = [0, '']
      while (end !== 'ready') {
        n += 1
        const world = await aWorld()
        if (isEmpty) await leaveEmpty(world)
        end = await runAll(world, killedAfter(n, world))
        const before = await secretOf(world)
        expect(await runAll(world)).toBe('ready')
        const after = await secretOf(world)
        expect(before ?? after).toBe(after)
        expect(await world.world.output('clientSecret')).toBe(after)
        expect(await writesOfRun(world)).toEqual([])
        await closing.pop()?.()
      }
      // It really ended after each of the changes: there are this many.
      expect(n).toBe(isEmpty ? 12 : 4)
    })

    test('without an answer to any of its calls it waits, changes nothing, and keeps the secret', long, async () => {
      const world = await aWorld()
      expect(await runAll(world)).toBe('ready')
      const before = await secretOf(world)
      for (let n = 1; ; n += 1) {
        const lost = lostAt(n, world.port)
        const kubernetes = countWrites<KubernetesPort>(world.world.kubernetes)
        const end = await runAll(world, { identity: lost.identity, kubernetes: kubernetes.port })
        expect(kubernetes.writes).toEqual([])
        if (lost.calls() < n) break
        expect(end).toBe('waiting BACKEND_UNAVAILABLE')
      }
      expect(await secretOf(world)).toBe(before)
      expect(await world.world.output('clientSecret')).toBe(before)
      expect(await writesOfRun(world)).toEqual([])
    })

    test('a removal that was ended after any change ends with a locked realm and no sessions', long, async () => {
      const done: string[][] = []
      for (const n of [1, 2, 3, 4]) {
        const world = await aWorld()
        expect(await runAll(world)).toBe('ready')
        await world.removeRealm('retain', killedAfter(n, world).identity)
        const again = countWrites(world.port)
        expect((await world.removeRealm('retain', again.port)).outcome).toEqual({ type: 'ready' })
        expect((await world.port.readRealm(world.realm))?.['enabled']).toBe(false)
        done.push(again.writes)
        await closing.pop()?.()
      }
      // What was done is said last, so all of it is done again until it was said.
      const all = ['updateRealm', 'endSessions', 'updateRealm']
      expect(done).toEqual([all, all, [], []])
    })
  })
}
