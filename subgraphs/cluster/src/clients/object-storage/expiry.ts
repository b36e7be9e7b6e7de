import { z } from 'zod'
import type { ObservedBucket } from '../../ports/object-storage.ts'
import { readXml, writeXml } from './xml.ts'

const id = 'operations-manager-expiry'
const number = z.string().regex(/^\d+$/).transform(Number)
const empty = z.union([z.literal(''), z.strictObject({ Prefix: z.literal('') })])

/** Only exactly what we write counts as ours. */
const Ours = z.strictObject({
  ID: z.literal(id),
  Status: z.literal('Enabled'),
  Filter: empty.optional(),
  Prefix: z.literal('').optional(),
  Expiration: z.strictObject({ Days: number }),
  NoncurrentVersionExpiration: z.strictObject({ NoncurrentDays: number }),
})
const Lifecycle = z.looseObject({
  LifecycleConfiguration: z.union([z.literal(''), z.looseObject({ Rule: z.array(z.unknown()).optional() })]),
})

/** After how many days objects go, from the rules of a bucket. */
export function expiryOf(text: string): ObservedBucket['expireDays'] {
  const { LifecycleConfiguration: rules } = readXml(Lifecycle, text, 'read the rules of a bucket')
  const [rule, ...more] = rules === '' ? [] : (rules.Rule ?? [])
  if (rule === undefined) return null
  const ours = Ours.safeParse(rule)
  if (!ours.success || more.length > 0) return 'other'
  const { Expiration, NoncurrentVersionExpiration } = ours.data
  return Expiration.Days === NoncurrentVersionExpiration.NoncurrentDays ? Expiration.Days : 'other'
}

/** The rules of a bucket whose objects go after so many days; older versions too, which nobody would see else. */
export function expiryRules(days: number): string {
  return writeXml('LifecycleConfiguration', {
    Rule: {
      ID: id,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Expiration: { Days: days },
      NoncurrentVersionExpiration: { NoncurrentDays: days },
    },
  })
}
