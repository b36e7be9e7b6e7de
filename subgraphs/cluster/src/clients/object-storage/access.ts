import { z } from 'zod'
import type { ObservedBucket } from '../../ports/object-storage.ts'
import { readJson } from './xml.ts'

const version = '2012-10-17'
const one = (value: string) => z.union([z.literal(value), z.tuple([z.literal(value)])])

/** Only exactly what we write counts as ours: one more condition, action or statement is something else. */
function PublicRead(bucket: string) {
  return z.strictObject({
    ID: z.literal('').optional(),
    Version: z.string(),
    Statement: z.tuple([
      z.strictObject({
        Sid: z.string().optional(),
        Effect: z.literal('Allow'),
        Principal: z.union([z.literal('*'), z.strictObject({ AWS: one('*') })]),
        Action: one('s3:GetObject'),
        Resource: one(objectsOf(bucket)),
      }),
    ]),
  })
}

/** Who may read a bucket without signing in, from its policy. */
export function accessOf(bucket: string, policy: string): ObservedBucket['access'] {
  const parsed = readJson(z.unknown(), policy, `read the policy of "${bucket}"`)
  return PublicRead(bucket).safeParse(parsed).success ? 'public-read' : 'other'
}

/** The policy that lets everybody read the objects of a bucket, and not list them. */
export function publicRead(bucket: string): string {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: ['*'] },
    Action: ['s3:GetObject'],
    Resource: [objectsOf(bucket)],
  }
  return JSON.stringify({ Version: version, Statement: [statement] })
}

function objectsOf(bucket: string): string {
  return `arn:aws:s3:::${bucket}/*`
}
