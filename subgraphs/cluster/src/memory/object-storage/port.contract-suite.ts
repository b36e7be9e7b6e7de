import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { policyContract, signInContract, userContract } from './port-users.contract-suite.ts'
import { aBucket, aName, aSecret, fault, type World } from './port-world.ts'
import type { StorageUnderTest } from './under-test.ts'

/** What every object store behind the port does, the one in memory and the real one alike. */
export function objectStoragePortContract(what: string, open: () => Promise<StorageUnderTest>): void {
  describe(`the object store behind its port: ${what}`, () => {
    let under: StorageUnderTest
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under.close())
    const world = (): World => under
    bucketContract(world)
    contentContract(world)
    userContract(world)
    policyContract(world)
    signInContract(world)
    unreachableContract(world)
  })
}

function bucketContract(world: () => World): void {
  describe('a bucket', () => {
    test('that is not there is null, and removing it is no mistake', async () => {
      const { port } = world()
      expect([await port.readBucket(aName()), await port.readTags(aName())]).toEqual([null, null])
      await port.removeBucket(aName())
    })

    test('is private, empty and without any setting when it is new, and made again without a word', async () => {
      const { port } = world()
      const name = await aBucket(world())
      await port.createBucket(name)
      expect(await port.readBucket(name)).toEqual({
        name,
        tags: {},
        versioning: 'never',
        quotaBytes: null,
        expireDays: null,
        access: 'private',
      })
      expect(await port.listContent(name)).toBe('empty')
    })

    test('has its tags replaced as a whole, and none is taken for a number', async () => {
      const { port } = world()
      const name = await aBucket(world())
      await port.setTags(name, { team: 'parks', gone: 'soon' })
      const tags = { 'cost-centre': '0042', 'is:so': 'true', at: '2026-03-08T12:00:00.000Z', empty: '' }
      await port.setTags(name, tags)
      expect(await port.readTags(name)).toEqual(tags)
      expect((await port.readBucket(name))?.tags).toEqual(tags)
      expect((await port.listBuckets()).find((bucket) => bucket.name === name)).toEqual({ name, tags })
      await port.setTags(name, {})
      expect(await port.readTags(name)).toEqual({})
    })

    test('has settings that come back as they were set, also when they are set twice', async () => {
      const { port } = world()
      const name = await aBucket(world())
      for (let twice = 0; twice < 2; twice += 1) {
        await port.setVersioning(name, true)
        await port.setQuota(name, 2 ** 40 + 1)
        await port.setExpiry(name, 30)
        await port.setAccess(name, 'public-read')
      }
      const set = { versioning: 'enabled', quotaBytes: 2 ** 40 + 1, expireDays: 30, access: 'public-read' }
      expect(await port.readBucket(name)).toMatchObject(set)
      for (let twice = 0; twice < 2; twice += 1) {
        await port.setVersioning(name, false)
        await port.setQuota(name, null)
        await port.setExpiry(name, null)
        await port.setAccess(name, 'private')
      }
      const unset = { versioning: 'suspended', quotaBytes: null, expireDays: null, access: 'private' }
      expect(await port.readBucket(name)).toMatchObject(unset)
    })

    test('whose rules or policy are not of our form says so, and both can be replaced', async () => {
      const { port, others } = world()
      const name = await aBucket(world())
      await others.setOtherRules(name)
      await others.setOtherAccess(name)
      expect(await port.readBucket(name)).toMatchObject({ expireDays: 'other', access: 'other' })
      await port.setExpiry(name, 3)
      await port.setAccess(name, 'public-read')
      expect(await port.readBucket(name)).toMatchObject({ expireDays: 3, access: 'public-read' })
    })

    test('with a name that no bucket may have is invalid', async () => {
      await expect(world().port.createBucket('Not_a-name')).rejects.toEqual(fault('invalid'))
    })

    test('that is missing has no settings to change, and none is made by trying', async () => {
      const { port } = world()
      const name = aName()
      await expect(port.setTags(name, { a: 'b' })).rejects.toEqual(fault('not-found'))
      await expect(port.setQuota(name, 1)).rejects.toEqual(fault('not-found'))
      await expect(port.setAccess(name, 'public-read')).rejects.toEqual(fault('not-found'))
      await expect(port.setAccess(name, 'private')).rejects.toEqual(fault('not-found'))
      await expect(port.setExpiry(name, null)).rejects.toEqual(fault('not-found'))
      // The server does not look whether there is one before it keeps these.
      await port.setVersioning(name, true)
      await port.setExpiry(name, 3)
      await port.setTags(name, {})
      expect(await port.readBucket(name)).toBeNull()
      await port.createBucket(name)
      expect(await port.readBucket(name)).toMatchObject({ versioning: 'never', expireDays: null })
    })

    test('of the platform is made, and closed where somebody opened it', async () => {
      const { port } = world()
      const name = aName()
      await port.ensureClosed(name)
      expect(await port.readBucket(name)).toMatchObject({ access: 'private' })
      await port.setAccess(name, 'public-read')
      await port.ensureClosed(name)
      expect(await port.readBucket(name)).toMatchObject({ access: 'private' })
    })
  })
}

function contentContract(world: () => World): void {
  describe('what is in a bucket', () => {
    /** Empties it; answers how much went with each page. */
    async function emptied(port: ObjectStoragePort, bucket: string): Promise<number[]> {
      const pages: number[] = []
      for (;;) {
        const count = await port.emptyPage(bucket)
        if (count === 0) return pages
        pages.push(count)
      }
    }

    test('keeps it from being removed', async () => {
      const { port, others } = world()
      const name = await aBucket(world())
      await others.put(name, ['a'])
      expect(await port.listContent(name)).toBe('objects')
      await expect(port.removeBucket(name)).rejects.toEqual(fault('conflict'))
      expect(await emptied(port, name)).toEqual([1])
      expect(await port.listContent(name)).toBe('empty')
      await port.removeBucket(name)
      expect(await port.readBucket(name)).toBeNull()
    })

    test('goes page by page', async () => {
      const { port, others } = world()
      const name = await aBucket(world())
      await others.put(
        name,
        Array.from({ length: 1_200 }, (_, index) => `object-${index}`),
      )
      expect(await emptied(port, name)).toEqual([1_000, 200])
    })

    test('goes with older versions and marks of deleted objects', async () => {
      const { port, others } = world()
      const name = await aBucket(world())
      await port.setVersioning(name, true)
      await others.put(name, ['a', 'a', 'b'])
      await others.hide(name, 'a')
      await others.hide(name, 'b')
      expect(await port.listContent(name)).toBe('objects')
      expect(await emptied(port, name)).toEqual([5])
      await port.removeBucket(name)
    })

    test('goes with unfinished uploads', async () => {
      const { port, others } = world()
      const name = await aBucket(world())
      await others.beginUpload(name, 'folder/very large')
      expect(await port.listContent(name)).toBe('objects')
      expect(await emptied(port, name)).toEqual([1])
      expect(await port.listContent(name)).toBe('empty')
    })

    test('goes whatever its name is', async () => {
      const { port, others } = world()
      const name = await aBucket(world())
      await port.setVersioning(name, true)
      const keys = ['a b', ' lead', 'trail ', 'true', '007', 'a+b', 'a%2Fb', 'ü/x', '<&>"\'', '*~()!', 'folder/', '🙂']
      const odd = ['line\nbreak', 'return\rback', 'tab\tstop', 'bell\u0007', 'wide\u00a0space']
      await others.put(name, [...keys, ...odd])
      expect(await emptied(port, name)).toEqual([keys.length + odd.length])
    })

    test('of a bucket that is missing is not found', async () => {
      const { port } = world()
      await expect(port.listContent(aName())).rejects.toEqual(fault('not-found'))
      await expect(port.emptyPage(aName())).rejects.toEqual(fault('not-found'))
    })
  })
}

function unreachableContract(world: () => World): void {
  const calls: readonly [string, (port: ObjectStoragePort) => Promise<unknown>][] = [
    ['a bucket', (port) => port.readBucket('any')],
    ['tags', (port) => port.readTags('any')],
    ['the list of buckets', (port) => port.listBuckets()],
    ['a user', (port) => port.readUser('any')],
    ['a policy', (port) => port.readPolicy('any')],
    ['a sign-in', (port) => port.canSignIn({ accessKey: 'any', secretKey: aSecret(), bucket: 'any' })],
    ['a look at a bucket', (port) => port.canList({ accessKey: 'any', secretKey: aSecret(), bucket: 'any' })],
    ['a removal', (port) => port.removeBucket('any')],
    ['a change', (port) => port.setUser('any', aSecret())],
  ]
  describe.each(['turned away', 'silent'] as const)('where calls are %s', (how) => {
    test.each(calls)('%s is unavailable, and never absent or refused', async (_what, call) => {
      await expect(call(await world().away(how))).rejects.toEqual(fault('unavailable'))
    })
  })
}
