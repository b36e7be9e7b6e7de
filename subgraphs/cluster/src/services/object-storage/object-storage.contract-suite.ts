import { afterEach, describe, expect, test } from 'vitest'
import { accessKeyName, bucketName, policyName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { countWrites } from '../testing/count-writes.ts'
import { appliedTypes, endOf, ServiceWorld } from '../testing/service-world.ts'
import { objectStorageService } from './service.ts'

const steps = ['bucket', 'user']
const settings = { address: 'store:9000', tls: false, region: 'eu', canary: 'operations-manager-canary' }

/** What every object store behind the port has to do. `fill` puts objects in a bucket as its user would. */
export function objectStorageContract(
  what: string,
  open: () => Promise<{
    readonly port: ObjectStoragePort
    readonly fill: (bucket: string, count: number) => Promise<void>
    readonly close: () => Promise<void>
  }>,
): void {
  const closing: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function aWorld() {
    const { port, fill, close } = await open()
    const world = await new ServiceWorld('object-storage', { versioning: false }).open()
    closing.push(() => world.close(), close)
    const over = (store: ObjectStoragePort, kubernetes: KubernetesPort = world.kubernetes) =>
      objectStorageService({ port: store, credentials: credentialStore(kubernetes), newSecret }, 'test', settings)
    const names = { bucket: bucketName(world.name), user: accessKeyName(world.name), policy: policyName(world.name) }
    const signIn = async (bucket = names.bucket) => ({
      accessKey: names.user,
      secretKey: new Secret(await world.output('secretKey')),
      bucket,
    })
    return { port, fill, world, over, service: over(port), names, signIn }
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
      await port.createBucket('somebody-elses')
      expect(await port.canList(await signIn())).toBe(true)
      expect(await port.canList(await signIn('somebody-elses'))).toBe(false)
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

    test.each<[string, (port: ObjectStoragePort, names: { bucket: string; user: string; policy: string }) => unknown]>([
      ['versioning', (port, { bucket }) => port.setVersioning(bucket, true)],
      ['a quota', (port, { bucket }) => port.setQuota(bucket, 1)],
      ['an expiry', (port, { bucket }) => port.setExpiry(bucket, 1)],
      ['a bucket open to everybody', (port, { bucket }) => port.setAccess(bucket, 'public-read')],
      ['a disabled user', (port, { user }) => port.setUserEnabled(user, false)],
      ['another key', (port, { user }) => port.setUser(user, new Secret('somebody-set-this-one'))],
      ['a removed user', (port, { user }) => port.removeUser(user)],
      [
        'a wider policy',
        (port, { policy }) =>
          port.setPolicy(policy, [{ sid: 'Any', actions: ['s3:*'], resources: ['arn:aws:s3:::*'] }]),
      ],
      [
        'another policy attached',
        async (port, { user }) => {
          await port.setPolicy('wide', [{ sid: 'Any', actions: ['s3:*'], resources: ['arn:aws:s3:::*'] }])
          await port.attachPolicy(user, 'wide')
        },
      ],
    ])('drift of %s is repaired', async (_what, meddle) => {
      const { world, service, port, names, signIn } = await aWorld()
      await world.run(service, steps)
      await meddle(port, names)
      const healed = await world.run(service, steps)
      expect(endOf(healed)).toBe('ready')
      expect(appliedTypes(healed)).not.toEqual([])
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
