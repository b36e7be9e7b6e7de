import type { IdempotencyKey } from './idempotency.ts'
import type { Db } from './tables.ts'

/** What a key already stands for, so that a repeated request is answered before it is judged again; null: nothing. */
export async function readIdempotencyKey(
  db: Db,
  key: IdempotencyKey,
): Promise<{ readonly type: 'known'; readonly operation: string } | { readonly type: 'reused' } | null> {
  const row = await db
    .selectFrom('idempotencyKeys')
    .select(['inputHash', 'operation'])
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .where('expiresAt', '>', new Date())
    .executeTakeFirst()
  if (row === undefined) return null
  return row.inputHash === key.inputHash ? { type: 'known', operation: row.operation } : { type: 'reused' }
}
