import { describe, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { PolicyStatement } from '../../ports/object-storage.ts'
import { aBucket, aName, aSecret, aUser, fault, toUse, type World } from './port-world.ts'

/** Users, their groups and what is attached to them. */
export function userContract(world: () => World): void {
  describe('a user', () => {
    test('that is not there is null, and removing it is no mistake', async () => {
      const { port } = world()
      expect(await port.readUser(aName())).toBeNull()
      await port.removeUser(aName())
    })

    test('that exists gets the new key and is enabled, and keeps what it has', async () => {
      const { port } = world()
      const { accessKey, bucket, secretKey } = await aUser(world())
      await port.setUserEnabled(accessKey, false)
      expect(await port.readUser(accessKey)).toEqual({
        accessKey,
        isEnabled: false,
        policies: [accessKey],
        groups: [],
      })
      const next = aSecret()
      await port.setUser(accessKey, next)
      expect(await port.readUser(accessKey)).toEqual({ accessKey, isEnabled: true, policies: [accessKey], groups: [] })
      expect(await port.canSignIn({ accessKey, bucket, secretKey: next })).toBe(true)
      expect(await port.canSignIn({ accessKey, bucket, secretKey })).toBe(false)
    })

    test('that is missing can be given nothing', async () => {
      const { port } = world()
      const { accessKey: policy } = await aUser(world())
      await expect(port.setUserEnabled(aName(), true)).rejects.toEqual(fault('not-found'))
      await expect(port.attachPolicy(aName(), policy)).rejects.toEqual(fault('not-found'))
      await expect(port.leaveGroup(aName(), 'any')).rejects.toEqual(fault('not-found'))
    })

    test('with a key that is too short is invalid', async () => {
      const { port } = world()
      await expect(port.setUser(aName(), new Secret('short'))).rejects.toEqual(fault('invalid'))
      await expect(port.setUser('ab', aSecret())).rejects.toEqual(fault('invalid'))
    })

    test('has exactly the policy that is attached, whatever it had', async () => {
      const { port, others } = world()
      const { accessKey } = await aUser(world())
      const further = [aName(), aName()]
      for (const name of further) await port.setPolicy(name, toUse('any'))
      await others.attach(accessKey, [accessKey, ...further])
      expect((await port.readUser(accessKey))?.policies.toSorted()).toEqual([accessKey, ...further].toSorted())
      for (let twice = 0; twice < 2; twice += 1) await port.attachPolicy(accessKey, accessKey)
      expect((await port.readUser(accessKey))?.policies).toEqual([accessKey])
      await expect(port.attachPolicy(accessKey, aName())).rejects.toEqual(fault('not-found'))
    })

    test('leaves a group, and once more without a word', async () => {
      const { port, others } = world()
      const { accessKey } = await aUser(world())
      const groups = [aName(), aName()]
      for (const group of groups) await others.joinGroup(accessKey, group)
      expect((await port.readUser(accessKey))?.groups.toSorted()).toEqual(groups.toSorted())
      for (let twice = 0; twice < 2; twice += 1) await port.leaveGroup(accessKey, groups[0]!)
      expect((await port.readUser(accessKey))?.groups).toEqual([groups[1]])
    })

    test('is gone with what was attached to it', async () => {
      const { port } = world()
      const { accessKey } = await aUser(world())
      for (let twice = 0; twice < 2; twice += 1) await port.removeUser(accessKey)
      expect(await port.readUser(accessKey)).toBeNull()
      await port.setUser(accessKey, aSecret())
      expect(await port.readUser(accessKey)).toMatchObject({ policies: [] })
    })
  })
}

/** Policies that are attached to users. */
export function policyContract(world: () => World): void {
  describe('a policy', () => {
    test('that is not there is null, and removing it is no mistake', async () => {
      const { port } = world()
      expect(await port.readPolicy(aName())).toBeNull()
      await port.removePolicy(aName())
    })

    test('is replaced as a whole and says the same, in any order', async () => {
      const { port } = world()
      const name = aName()
      await port.setPolicy(name, [{ sid: 'Old', effect: 'allow', actions: ['s3:*'], resources: ['arn:aws:s3:::*'] }])
      const statements: PolicyStatement[] = [
        ...toUse('any'),
        { sid: 'Admin', effect: 'deny', actions: ['admin:*'], resources: [] },
      ]
      await port.setPolicy(name, statements)
      const sorted = (all: readonly { sid: string; actions: readonly string[] }[] | null) =>
        all?.map((one) => ({ ...one, actions: one.actions.toSorted() })).sort((a, b) => (a.sid < b.sid ? -1 : 1))
      expect(sorted(await port.readPolicy(name))).toEqual(sorted(statements))
    })

    test('stays while a user has it', async () => {
      const { port } = world()
      const { accessKey } = await aUser(world())
      await expect(port.removePolicy(accessKey)).rejects.toEqual(fault('conflict'))
      await port.removeUser(accessKey)
      for (let twice = 0; twice < 2; twice += 1) await port.removePolicy(accessKey)
      expect(await port.readPolicy(accessKey)).toBeNull()
    })

    test('counts at once when it is changed', async () => {
      const { port } = world()
      const signIn = await aUser(world())
      await port.tryObject(signIn)
      await port.setPolicy(signIn.accessKey, toUse(aName()))
      await expect(port.tryObject(signIn)).rejects.toEqual(fault('refused'))
      expect(await port.canList(signIn)).toBe(false)
    })
  })
}

/** What is tried with the keys of a user. */
export function signInContract(world: () => World): void {
  describe('with the keys of a user', () => {
    test('it is told whether they are right, without a right to anything', async () => {
      const { port } = world()
      const [accessKey, secretKey, bucket] = [aName(), aSecret(), await aBucket(world())]
      const signIn = { accessKey, secretKey, bucket }
      expect(await port.canSignIn(signIn)).toBe(false)
      await port.setUser(accessKey, secretKey)
      expect(await port.canSignIn(signIn)).toBe(true)
      expect(await port.canSignIn({ ...signIn, bucket: aName() })).toBe(true)
      expect(await port.canSignIn({ ...signIn, secretKey: aSecret() })).toBe(false)
      await port.setUserEnabled(accessKey, false)
      expect(await port.canSignIn(signIn)).toBe(false)
    })

    test('an object is put, read and deleted, and no version of it stays', async () => {
      const { port } = world()
      const signIn = await aUser(world())
      await port.tryObject(signIn)
      for (const isEnabled of [true, false]) {
        await port.setVersioning(signIn.bucket, isEnabled)
        await port.tryObject(signIn)
      }
      expect(await port.listContent(signIn.bucket)).toBe('empty')
    })

    test('nothing is put in a bucket that is full', async () => {
      const { port } = world()
      const signIn = await aUser(world())
      await port.setQuota(signIn.bucket, 1)
      await expect(port.tryObject(signIn)).rejects.toEqual(fault('quota'))
      await port.setQuota(signIn.bucket, null)
      await port.tryObject(signIn)
    })

    test("nobody reaches another's bucket, however it is tried", async () => {
      const { port, others } = world()
      const [mine, theirs] = [await aUser(world()), await aUser(world())]
      await others.put(theirs.bucket, ['theirs'])
      const crossed = { ...mine, bucket: theirs.bucket }
      expect([await port.canList(mine), await port.canList(crossed)]).toEqual([true, false])
      await expect(port.tryObject(crossed)).rejects.toEqual(fault('refused'))
      await expect(port.tryObject({ ...mine, secretKey: theirs.secretKey })).rejects.toEqual(fault('refused'))
      expect(await port.listContent(theirs.bucket)).toBe('objects')
    })
  })
}
