import { afterAll, beforeAll, describe, expect, test as testOf, vi } from 'vitest'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import { countWrites } from '../testing/count-writes.ts'
import { appliedTypes, endOf } from '../testing/service-world.ts'
import { foreignObject, kept, leaving, leftIn, openWorld, passwordOf, patience, whole } from './contract-world.ts'
import type { AWorld, RedisUnderTest } from './contract-world.ts'
import { redisInventories } from './inventory.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** What a server of its own is, over a simulated Kubernetes and a real one alike. */
export function redisContract(name: string, open: () => Promise<RedisUnderTest>): void {
  // Each test has a namespace of its own, and waits most of its time for what runs there.
  describe.concurrent(`redis: ${name}`, () => {
    let under: RedisUnderTest
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under.close())
    const test = testsOver(() => under)
    settingUp(test)
    keeping(test)
    going(test)
  })
}

type Test = ReturnType<typeof testsOver>

/** Tests that open instances, which go with the test. */
function testsOver(under: () => RedisUnderTest) {
  return testOf.extend('aWorld', ({ onTestFinished }): AWorld => {
    const ends: (() => Promise<void>)[] = []
    onTestFinished(async () => {
      for (const end of ends) await end()
    })
    return async (settings, cluster) => {
      const world = await openWorld(under(), settings, cluster)
      ends.push(world.close)
      return world
    }
  })
}

function settingUp(test: Test): void {
  test('a server is made and signed in to, gives what its type declares, and a second run writes nothing', async ({
    aWorld,
  }) => {
    const { world, make, serviceOver, under, read, published } = await aWorld()
    const results = await make()
    expect(endOf(results)).toBe('ready')
    const { proofs } = results.at(-1)!
    expect(proofs.map(({ passed, from }) => [passed, from])).toEqual([[true, under.proofsFrom]])
    const password = await published()
    expect(password).toMatch(/^[A-Za-z0-9]{32}$/)
    const deployment = JSON.stringify(await read('deployment'))
    expect(deployment).not.toContain(password)
    const { port, writes } = countWrites<KubernetesPort>(under.port)
    expect(endOf(await world.run(serviceOver(port), whole))).toBe('ready')
    expect(writes).toEqual([])
  })

  test('the pod asks for what its memory needs, so that a quota counts it', async ({ aWorld }) => {
    const { make, pods } = await aWorld({ memory: '64Mi', policy: 'noeviction' })
    await make()
    const [pod] = await pods()
    expect(pod?.['spec']).toMatchObject({
      containers: [{ resources: { limits: { memory: String(128 * 2 ** 20) } } }],
    })
  })

  test('one password is used, wherever it was cut off between', async ({ aWorld }) => {
    const { world, service, make, published, cut, cutAfterWrites, read } = await aWorld()
    const seen = new Set<string>()
    for (let round = 0; round < 9; round += 1) {
      cutAfterWrites(round % 3)
      await world.run(service, whole)
      cut(null)
      seen.add(passwordOf(await read('accounts')))
    }
    expect(endOf(await make())).toBe('ready')
    seen.add(await published())
    seen.delete('')
    expect([...seen]).toEqual([await published()])
  })

  test('nothing is published before the server takes it', async ({ aWorld }) => {
    const { world, service, published } = await aWorld(undefined, { image: 'missing' })
    await world.run(service, whole)
    expect(await published()).toBe('')
  })

  test('an image that cannot be pulled is said, and for whom that is', async ({ aWorld }) => {
    const { make } = await aWorld(undefined, { image: 'missing' })
    const results = await make()
    expect(endOf(results)).toBe('stalled IMAGE_NOT_PULLABLE')
    expect(results.at(-1)?.outcome).toMatchObject({
      problem: { fault: 'PLATFORM', message: expect.stringContaining('operator of the platform') },
    })
  })

  test('a quota that has no room for it is said, and what helps', async ({ aWorld }) => {
    const { make } = await aWorld({ memory: '64Mi', policy: 'noeviction' }, { quota: { 'limits.memory': '100Mi' } })
    const results = await make()
    expect(endOf(results)).toBe('stalled QUOTA_EXCEEDED')
    expect(JSON.stringify(results.at(-1)?.outcome)).toContain('putService')
  })
}

function keeping(test: Test): void {
  test('a restart of the server keeps its password', async ({ aWorld }) => {
    const { make, published, pods, under, namespace } = await aWorld()
    await make()
    const before = await published()
    const [pod] = await pods()
    await under.operator.remove({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod!.metadata.name })
    await vi.waitFor(async () => {
      const uids = (await pods()).map(({ metadata }) => metadata.uid)
      if (uids.includes(pod?.metadata.uid) || uids.length === 0) throw new Error('no other pod yet')
    }, patience)
    expect(endOf(await make())).toBe('ready')
    expect(await published()).toBe(before)
  })

  test('what somebody else changes is repaired', async ({ aWorld }) => {
    const { make, meddle, refs, read } = await aWorld()
    await make()
    const [deployment, service, accounts] = [await read('deployment'), await read('service'), await read('accounts')]
    await meddle(refs.deployment, { spec: { replicas: 0 } })
    await meddle(refs.service, { spec: { selector: { 'operations-manager/service': 'another' } } })
    await meddle(refs.accounts, {
      data: { 'users.acl': Buffer.from('user default on nopass ~* +@all').toString('base64') },
    })
    await vi.waitFor(async () => {
      await make()
      expect((await read('deployment'))?.['spec']).toEqual(deployment?.['spec'])
      expect((await read('service'))?.['spec']).toEqual(service?.['spec'])
      expect((await read('accounts'))?.['data']).toEqual(accounts?.['data'])
    }, patience)
    expect(endOf(await make())).toBe('ready')
  })

  test('what was removed by somebody else comes back with the password that workloads have', async ({ aWorld }) => {
    const { make, under, refs, published, read } = await aWorld()
    await make()
    const before = await published()
    for (const ref of [refs.deployment, refs.service, refs.accounts]) await under.operator.remove(ref)
    await vi.waitFor(async () => expect(await read('deployment')).toBeNull(), patience)
    expect(endOf(await make())).toBe('ready')
    expect(await published()).toBe(before)
    expect(passwordOf(await read('accounts'))).toBe(before)
  })

  test('lost credentials are not issued again by themselves, and on request they are, once', async ({ aWorld }) => {
    const { make, world, under, secret, published, read } = await aWorld()
    await make()
    const before = await published()
    for (const name of [objectNames.credentials('it'), objectNames.pendingCredentials('it')])
      await under.operator.remove(secret(name))
    await vi.waitFor(async () => expect(endOf(await make())).toBe('stalled CREDENTIALS_LOST'), patience)
    const asked = world.wish({ reissue: { it: 'op7' } })
    expect(endOf(await make(asked))).toBe('ready')
    const after = await published()
    expect(after).not.toBe(before)
    expect(passwordOf(await read('accounts'))).toBe(after)
    await make(asked)
    expect(await published()).toBe(after)
  })

  test('other settings reach the server, which starts again for them', async ({ aWorld }) => {
    const { make, world, read, pods } = await aWorld()
    await make()
    const [before] = await pods()
    world.set({ memory: '48Mi', policy: 'volatile-ttl' })
    expect(endOf(await make())).toBe('ready')
    expect(JSON.stringify((await read('deployment'))?.['spec'])).toContain('volatile-ttl')
    const after = (await pods()).filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    expect(after.map(({ metadata }) => metadata.uid)).not.toContain(before?.metadata.uid)
  })

  test.for(['deployment', 'service', 'accounts', 'claim'] as const)(
    'a %s of its name that is not ours is refused, and stays',
    async (which, { aWorld }) => {
      const { make, unmake, refs, under, read } = await aWorld(kept)
      const foreign = foreignObject(refs[which])
      await under.operator.apply(foreign)
      expect(endOf(await make())).toBe('stalled OWNED_BY_OTHERS')
      await unmake({ deletion: { it: 'delete' } })
      expect((await read(which))?.metadata.deletionTimestamp).toBeUndefined()
      expect(await read(which)).not.toBeNull()
    },
  )
}

function going(test: Test): void {
  test('a server without a volume leaves nothing, whatever is said of its data', async ({ aWorld }) => {
    const { make, unmake, under, namespace } = await aWorld()
    await make()
    expect(endOf(await unmake())).toBe('ready')
    expect(await leftIn(under.operator, namespace)).toEqual([])
    expect(appliedTypes(await unmake())).toEqual([])
  })

  test('data is kept by a removal, comes back on request with another password, and goes for good when asked', async ({
    aWorld,
  }) => {
    const { make, unmake, world, under, namespace, read, published } = await aWorld(kept)
    await make()
    const before = await published()
    const removed = await unmake()
    expect(removed.at(-1)?.status.retained).toMatchObject([
      { service: 'it', type: 'redis', until: '2026-03-08T12:00:00.000Z' },
    ])
    expect(await leftIn(under.operator, namespace)).toEqual(['PersistentVolumeClaim data-it'])
    expect(endOf(await make())).toBe('stalled RETAINED_DATA')
    const uid = (await read('claim'))?.metadata.uid
    expect(endOf(await make(world.wish({ retained: { it: 'RESTORE' } })))).toBe('ready')
    expect((await read('claim'))?.metadata.uid).toBe(uid)
    expect(await published()).not.toBe(before)
    await unmake({ deletion: { it: 'delete' } })
    await vi.waitFor(async () => {
      await unmake({ deletion: { it: 'delete' } })
      expect(await leftIn(under.operator, namespace)).toEqual([])
    }, patience)
  })

  test('a volume is not left out of a service that has one', async ({ aWorld }) => {
    const { make, world, read } = await aWorld(kept)
    await make()
    world.set({ storage: undefined as unknown as string }) // as a file that no longer names it
    expect(endOf(await make())).toBe('stalled SHRINK_REFUSED')
    expect(await read('claim')).not.toBeNull()
  })

  test('what nobody wishes any more is listed, and a claim that was kept long enough goes', async ({ aWorld }) => {
    const { make, unmake, world, under, read } = await aWorld(kept)
    await make()
    const inventories = redisInventories(under.port, { installation: 'test', cluster: 'cluster-a' })
    const listed = async () =>
      (await Promise.all(inventories.map((one) => one.list())))
        .flat()
        .filter(({ project }) => project === world.ref.project)
    expect((await listed()).map(({ object }) => object.kind)).toEqual([
      'Deployment',
      'Service',
      'Secret',
      'PersistentVolumeClaim',
    ])
    const claim = (await listed()).at(-1)!
    const ofClaims = inventories.at(-1)!
    await ofClaims.expire(claim)
    expect(await read('claim')).not.toBeNull()
    await unmake()
    await ofClaims.expire(claim)
    await vi.waitFor(async () => expect(await read('claim')).toBeNull(), patience)
  })

  test('it is removed also when it was cut off or could not be reached between', async ({ aWorld }) => {
    const { make, unmake, world, service, cut, cutAfterWrites, under, namespace } = await aWorld(kept)
    await make()
    const removal = world.removal({ deletion: { it: 'delete' } })
    for (const writes of [0, 1, 2]) {
      cutAfterWrites(writes)
      await world.run(service, leaving, removal)
      cut(null)
    }
    await vi.waitFor(async () => {
      expect(endOf(await unmake({ deletion: { it: 'delete' } }))).toBe('ready')
      expect(await leftIn(under.operator, namespace)).toEqual([])
    }, patience)
  })
}
