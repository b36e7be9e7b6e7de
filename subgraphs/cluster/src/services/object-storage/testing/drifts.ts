import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Others } from '../../../memory/object-storage/under-test.ts'
import type { ObjectStoragePort, PolicyStatement } from '../../../ports/object-storage.ts'

/** A policy that allows everything. */
export const wide: readonly PolicyStatement[] = [
  { sid: 'Any', effect: 'allow', actions: ['s3:*'], resources: ['arn:aws:s3:::*'] },
]

/** Something that somebody changes behind our back. `further` is a name that is free. */
type Drift = (world: {
  readonly port: ObjectStoragePort
  readonly others: Others
  readonly bucket: string
  readonly user: string
  readonly policy: string
  readonly further: string
}) => Promise<void>

/** Drift of everything that an instance owns in an object store. */
export const drifts: readonly [string, Drift][] = [
  ['versioning', ({ port, bucket }) => port.setVersioning(bucket, true)],
  ['a quota', ({ port, bucket }) => port.setQuota(bucket, 1)],
  ['an expiry', ({ port, bucket }) => port.setExpiry(bucket, 1)],
  ['rules of another form', ({ others, bucket }) => others.setOtherRules(bucket)],
  ['a bucket open to everybody', ({ port, bucket }) => port.setAccess(bucket, 'public-read')],
  ['a bucket that everybody may write to', ({ others, bucket }) => others.setOtherAccess(bucket)],
  [
    'a tag of the mark',
    async ({ port, bucket }) => {
      const tags = (await port.readTags(bucket)) ?? {}
      await port.setTags(bucket, { ...tags, 'operations-manager.issue': 'another', team: 'parks' })
    },
  ],
  ['a disabled user', ({ port, user }) => port.setUserEnabled(user, false)],
  ['another key', ({ port, user }) => port.setUser(user, new Secret('somebody-set-this-one'))],
  ['a removed user', ({ port, user }) => port.removeUser(user)],
  ['a wider policy', ({ port, policy }) => port.setPolicy(policy, wide)],
  [
    'a policy that allows nothing',
    ({ port, policy }) =>
      port.setPolicy(
        policy,
        wide.map((one) => ({ ...one, effect: 'deny' })),
      ),
  ],
  [
    'another policy attached',
    async ({ port, user, further }) => {
      await port.setPolicy(further, wide)
      await port.attachPolicy(user, further)
    },
  ],
  [
    'a further policy attached',
    async ({ port, others, user, policy, further }) => {
      await port.setPolicy(further, wide)
      await others.attach(user, [policy, further])
    },
  ],
  [
    'no policy attached and the policy gone',
    async ({ port, others, user, policy, further }) => {
      await port.setPolicy(further, wide)
      await others.attach(user, [further])
      await port.removePolicy(policy)
    },
  ],
  [
    'groups that the user was put in',
    async ({ others, user, further }) => {
      await others.joinGroup(user, further)
      await others.joinGroup(user, `${further}-2`)
    },
  ],
]
