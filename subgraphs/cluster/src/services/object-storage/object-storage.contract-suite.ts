import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accessKeyName, bucketName, policyName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import type { StorageUnderTest } from '../../memory/object-storage/under-test.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { countWrites } from '../testing/count-writes.ts'
import { appliedTypes, endOf, ServiceWorld } from '../testing/service-world.ts'
import { afterCalls } from './testing/after-calls.ts'
import { drifts, wide } from './testing/drifts.ts'
import { storageInventory } from './inventory.ts'
import { objectStorageService } from './service.ts'

const steps = ['bucket', 'user']
const settings = { address: 'store:9000', tls: false, region: 'eu', canary: 'operations-manager-canary' }

/** What the kinds of this service have to do over every object store behind the port. */
export function objectStorageContract(what: string, open: () => Promise<StorageUnderTest>): void {
  const closing: (() => unknown)[] = []
  let under: StorageUnderTest
  beforeAll(async () => {
    under = await open()
  })
  afterAll(() => under.close())
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function aWorld() {
    const { port, others } = under
    const fill = (bucket: string, count: number): Promise<void> =>
      others.put(
        bucket,
        Array.from({ length: count }, (_, index) => `object-${index}`),
      )
    const world = await new ServiceWorld('object-storage', { versioning: false }).open()
    closing.push(() => world.close())
    const over = (store: ObjectStoragePort, kubernetes: KubernetesPort = world.kubernetes) =>
      objectStorageService({ port: store, credentials: credentialStore(kubernetes), newSecret }, 'test', settings)
    const names = { bucket: bucketName(world.name), user: accessKeyName(world.name), policy: policyName(world.name) }
    const signIn = async (bucket = names.bucket) => ({
      accessKey: names.user,
      secretKey: new Secret(await world.output('secretKey')),
      bucket,
    })
    return { port, fill, others, world, over, service: over(port), names, signIn }
  }

  describe(`object storage: ${what}`, () => {
    test('an instance gets a bucket, a user who may use it, and published keys', async () => {
      const { world, service, port, signIn } = await aWorld()
      expect(endOf(await world.run(service, [...steps, 'proof']))).toBe('ready')
      await port.tryObject(await signIn())
      expect(Object.keys(await world.outputs()).sort()).toEqual([
        'accessKey',
        'address',
        'bucket',
        'endpoint',
        'region',
        'secretKey',
      ])
    })

    test('its user may list its own bucket and no other', async () => {
      const { world, service, port, signIn } = await aWorld()
      await world.run(service, steps)
      const theirs = `theirs-${randomBytes(6).toString('hex')}`
      await port.createBucket(theirs)
      expect(await port.canList(await signIn())).toBe(true)
      expect(await port.canList(await signIn(theirs))).toBe(false)
    })

    test('a second run writes nothing', async () => {
      const { world, service, over, port } = await aWorld()
      world.set({ versioning: true, quota: '1Gi', expireDays: 30, public: 'read' })
      await world.run(service, steps)
      const store = countWrites(port)
      const objects = countWrites<KubernetesPort>(world.kubernetes)
      expect(endOf(await world.run(over(store.port, objects.port), steps))).toBe('ready')
      expect([...store.writes, ...objects.writes]).toEqual([])
      expect(store.reads).toBeGreaterThan(0)
    })

    test('settings are followed, and go back where they can', async () => {
      const { world, service, port, names } = await aWorld()
      world.set({ versioning: true, quota: '1Gi', expireDays: 30, public: 'read' })
      await world.run(service, steps)
      expect(await port.readBucket(names.bucket)).toMatchObject({
        versioning: 'enabled',
        quotaBytes: 2 ** 30,
        expireDays: 30,
        access: 'public-read',
      })
      const plain = await new ServiceWorld('object-storage', { versioning: false }).open()
      closing.push(() => plain.close())
      Object.assign(plain, { ref: world.ref, name: world.name, kubernetes: world.kubernetes })
      expect(endOf(await plain.run(service, steps))).toBe('ready')
      expect(await port.readBucket(names.bucket)).toMatchObject({
        versioning: 'suspended',
        quotaBytes: null,
        expireDays: null,
        access: 'private',
      })
    })

    test.each(drifts)('drift of %s is repaired', async (_what, meddle) => {
      const { world, service, port, others, names, signIn } = await aWorld()
      await world.run(service, steps)
      const before = await port.readBucket(names.bucket)
      const further = `further-${randomBytes(6).toString('hex')}`
      await meddle({ port, others, ...names, further })
      const healed = await world.run(service, steps)
      expect(endOf(healed)).toBe('ready')
      expect(appliedTypes(healed)).not.toEqual([])
      const { tags = {}, ...settings } = (await port.readBucket(names.bucket)) ?? {}
      expect({ ...settings, versioning: undefined }).toEqual({ ...before, tags: undefined, versioning: undefined })
      expect(tags).toMatchObject(before?.tags ?? {})
      expect(await port.readUser(names.user)).toEqual({
        accessKey: names.user,
        isEnabled: true,
        policies: [names.policy],
        groups: [],
      })
      await port.tryObject(await signIn())
      expect(await port.canList(await signIn('operations-manager-canary'))).toBe(false)
      expect(appliedTypes(await world.run(service, steps))).toEqual([])
    })

    test('a bucket that is not ours is refused and left as it is', async () => {
      const { world, service, port, names, fill } = await aWorld()
      await port.createBucket(names.bucket)
      await fill(names.bucket, 1)
      expect(endOf(await world.run(service, steps))).toBe('stalled OWNED_BY_OTHERS')
      expect(await world.run(service, steps, world.removal({ deletion: { it: 'delete' } }))).toMatchObject([
        { applied: [] },
        { applied: [] },
      ])
      expect(await port.listContent(names.bucket)).toBe('objects')
    })

    test("another's mark on a bucket is refused, empty or not", async () => {
      const { world, service, port, names } = await aWorld()
      await port.createBucket(names.bucket)
      await port.setTags(names.bucket, { 'operations-manager.installation': 'x', 'operations-manager.cluster': 'y' })
      expect(endOf(await world.run(service, steps))).toBe('stalled OWNED_BY_OTHERS')
    })

    test('tags of others on our bucket stay', async () => {
      const { world, service, port, names } = await aWorld()
      await world.run(service, steps)
      const before = (await port.readBucket(names.bucket))?.tags ?? {}
      await port.setTags(names.bucket, { ...before, team: 'parks' })
      expect(appliedTypes(await world.run(service, steps))).toEqual([])
      await world.run(service, ['user', 'bucket'], world.removal())
      expect((await port.readBucket(names.bucket))?.tags).toMatchObject({ ...before, team: 'parks' })
    })

    test('keys that are gone are not issued again by a reconcile, and once for each request', async () => {
      const { world, service } = await aWorld()
      await world.run(service, steps)
      await world.loseSecrets()
      expect(endOf(await world.run(service, steps))).toBe('stalled CREDENTIALS_LOST')
      const asked = world.wish({ reissue: { it: 'op7' } })
      expect(endOf(await world.run(service, steps, asked))).toBe('ready')
      const key = await world.output('secretKey')
      expect(appliedTypes(await world.run(service, steps, asked))).toEqual([])
      expect(await world.output('secretKey')).toBe(key)
      await world.loseSecrets()
      expect(endOf(await world.run(service, steps, asked))).toBe('stalled CREDENTIALS_LOST')
    })

    test('a removal keeps the bucket closed, and it comes back with new keys on request', async () => {
      const { world, service, port, names, fill, signIn } = await aWorld()
      world.set({ public: 'read' })
      await world.run(service, steps)
      await fill(names.bucket, 3)
      const old = await signIn()
      const removed = await world.run(service, ['user', 'bucket'], world.removal())
      expect(endOf(removed)).toBe('ready')
      expect(removed.at(-1)?.status.retained).toMatchObject([{ name: names.bucket, until: '2026-03-08T12:00:00.000Z' }])
      expect(await port.canSignIn(old)).toBe(false)
      expect((await port.readBucket(names.bucket))?.access).toBe('private')
      expect(await world.outputs()).toEqual({})
      expect(appliedTypes(await world.run(service, ['user', 'bucket'], world.removal()))).toEqual([])

      expect(endOf(await world.run(service, steps))).toBe('stalled RETAINED_DATA')
      expect(endOf(await world.run(service, steps, world.wish({ retained: { it: 'RESTORE' } })))).toBe('ready')
      expect(await port.canSignIn(await signIn())).toBe(true)
      expect(await port.listContent(names.bucket)).toBe('objects')
    })

    test('what is kept goes for good when that is asked, and a new one is made', async () => {
      const { world, service, port, names, fill } = await aWorld()
      await world.run(service, steps)
      await fill(names.bucket, 3)
      await world.run(service, ['user', 'bucket'], world.removal())
      expect(endOf(await world.run(service, steps, world.wish({ retained: { it: 'DISCARD' } })))).toBe('ready')
      expect(await port.listContent(names.bucket)).toBe('empty')
    })

    test.each([
      ['that says delete', { deletion: { it: 'delete' as const } }],
      ['that purges', { purge: true }],
    ])('a removal %s empties the bucket page by page, and leaves nothing', async (_what, how) => {
      const { world, service, port, names, fill } = await aWorld()
      await world.run(service, steps)
      await fill(names.bucket, 2_500)
      if ('purge' in how) await world.run(service, ['user', 'bucket'], world.removal())
      expect(endOf(await world.run(service, ['user', 'bucket'], world.removal(how)))).toBe('ready')
      expect(await port.readBucket(names.bucket)).toBeNull()
      expect(await port.readUser(names.user)).toBeNull()
      expect(await port.readPolicy(names.policy)).toBeNull()
    })

    test('with its keys nobody changes them, makes further ones or looks around in the admin API', async () => {
      const { world, service, others, signIn } = await aWorld()
      await world.run(service, steps)
      expect(await others.reachedAdmin(await signIn())).toEqual([])
    })

    test('a user or a policy that is not ours is refused and left as it is', async () => {
      const { world, service, port, names } = await aWorld()
      await port.setPolicy(names.policy, wide)
      expect(endOf(await world.run(service, steps))).toBe('stalled OWNED_BY_OTHERS')
      expect(await port.readPolicy(names.policy)).toEqual(wide)
      expect(await port.readUser(names.user)).toBeNull()
    })

    test('a removal of a bucket with older versions and unfinished uploads leaves nothing', async () => {
      const { world, service, port, others, names } = await aWorld()
      world.set({ versioning: true })
      await world.run(service, [...steps, 'proof'])
      await others.put(names.bucket, ['a', 'a', 'b'])
      await others.hide(names.bucket, 'a')
      await others.beginUpload(names.bucket, 'large')
      const removal = world.removal({ deletion: { it: 'delete' } })
      expect(endOf(await world.run(service, ['user', 'bucket'], removal))).toBe('ready')
      expect(await port.readBucket(names.bucket)).toBeNull()
    })

    test('a removal that keeps the bucket keeps older versions too, and empties nothing', async () => {
      const { world, service, port, others, names } = await aWorld()
      world.set({ versioning: true })
      await world.run(service, steps)
      await others.put(names.bucket, ['a', 'a'])
      await others.hide(names.bucket, 'a')
      expect(endOf(await world.run(service, ['user', 'bucket'], world.removal()))).toBe('ready')
      expect(await port.emptyPage(names.bucket)).toBe(3)
    })

    test('proofs leave nothing behind, also where versions are kept', async () => {
      const { world, service, port, names } = await aWorld()
      world.set({ versioning: true })
      for (let twice = 0; twice < 2; twice += 1)
        expect(endOf(await world.run(service, [...steps, 'proof']))).toBe('ready')
      expect(await port.listContent(names.bucket)).toBe('empty')
    })

    test.each(['turned away', 'silent'] as const)(
      'a store that goes away after any call makes the steps wait, and nothing is taken for missing or issued again (%s)',
      async (how) => {
        const away = await under.away(how)
        const { world, service, over, port, signIn } = await aWorld()
        const target = world.wish()
        for (let calls = 0; ; calls += 1) {
          const leaving = afterCalls(port, away, calls)
          const end = endOf(await world.run(over(leaving.port), steps, target))
          if (!leaving.isGone()) break
          expect(end, `after ${calls} calls`).toBe('waiting BACKEND_UNAVAILABLE')
        }
        const before = await world.output('secretKey')
        for (let calls = 0; ; calls += 1) {
          const leaving = afterCalls(port, away, calls)
          await world.run(over(leaving.port), steps, target)
          if (!leaving.isGone()) break
        }
        expect(endOf(await world.run(over(away), ['user', 'bucket'], world.removal()))).toBe(
          'waiting BACKEND_UNAVAILABLE',
        )
        expect(appliedTypes(await world.run(service, steps, target))).toEqual([])
        expect(await world.output('secretKey')).toBe(before)
        await port.tryObject(await signIn())
      },
    )

    test('what is listed as ours is what carries our mark, and a kept bucket goes when its time is over', async () => {
      const { world, service, port, names } = await aWorld()
      await world.run(service, steps)
      const inventory = storageInventory(port, { installation: 'test', cluster: 'cluster-a' })
      const ours = async () => (await inventory.list()).filter(({ project }) => project === world.ref.project)
      const [listed, ...more] = await ours()
      expect([listed, more]).toMatchObject([{ object: { name: names.bucket }, service: 'it', retainedUntil: null }, []])
      await inventory.expire(listed!)
      expect(await ours()).toHaveLength(1)
      await world.run(service, ['user', 'bucket'], world.removal())
      await inventory.expire(listed!)
      expect(await ours()).toEqual([])
      expect([await port.readUser(names.user), await port.readPolicy(names.policy)]).toEqual([null, null])
    })

    test('a crash after any call is taken up again', async () => {
      for (let calls = 0; ; calls += 1) {
        const { world, service, over, port, signIn } = await aWorld()
        let left = calls
        let crashed = false
        const dying = async (work: () => Promise<unknown>): Promise<unknown> => {
          if (crashed) throw new Error('the program was killed')
          const result = await work()
          crashed = left === 0
          left -= 1
          if (crashed) throw new Error('the program was killed')
          return result
        }
        const killed = over(countWrites(port, dying).port, countWrites<KubernetesPort>(world.kubernetes, dying).port)
        await world.run(killed, steps).catch((error: unknown) => {
          if (!crashed) throw error
        })
        expect(endOf(await world.run(service, steps)), `after ${calls} calls`).toBe('ready')
        await port.tryObject(await signIn())
        if (!crashed) break
      }
    })
  })
}
