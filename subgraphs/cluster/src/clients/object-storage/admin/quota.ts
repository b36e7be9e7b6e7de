import { z } from 'zod'
import type { Caller } from '../caller.ts'
import { nullWhen } from '../faults.ts'
import { readJson } from '../xml.ts'

/** `size` is newer than `quota` and counts first; 0 is none. */
const Quota = z.looseObject({ quota: z.number().default(0), size: z.number().default(0) }).nullable()

/** How many bytes a bucket may hold; `null`: no limit. */
export async function readQuota({ admin }: Caller, bucket: string): Promise<number | null> {
  const doing = `read the quota of "${bucket}"`
  const answer = await nullWhen(
    admin(doing, { method: 'GET', call: 'get-bucket-quota', query: { bucket } }),
    'XMinioAdminNoSuchQuotaConfiguration',
  )
  const found = answer === null ? null : readJson(Quota, answer.text, doing)
  const bytes = found === null ? 0 : found.size || found.quota
  return bytes === 0 ? null : bytes
}

export async function setQuota({ admin }: Caller, bucket: string, bytes: number | null): Promise<void> {
  const size = bytes ?? 0
  await admin(`set the quota of "${bucket}"`, {
    method: 'PUT',
    call: 'set-bucket-quota',
    query: { bucket },
    body: JSON.stringify({ quota: size, size, quotatype: 'hard' }),
  })
}
