import type { Write } from './write.ts'

/** What a caller sent along so that a repeated request is the same operation. `inputHash` covers mutation and input. */
export type IdempotencyKey = { readonly caller: string; readonly key: string; readonly inputHash: string }

export type Claim =
  | { readonly type: 'new' }
  /** The same request came before: this is its operation. */
  | { readonly type: 'known'; readonly operation: string }
  /** The key stands for another input. */
  | { readonly type: 'reused'; readonly operation: string }

const keptMs = 24 * 60 * 60 * 1000

/** Binds the key to an operation, or tells what it is bound to. A twin request waits here until the first commits. */
export async function claimKey(write: Write, key: IdempotencyKey, operation: string): Promise<Claim> {
  await write.db
    .deleteFrom('idempotencyKeys')
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .where('expiresAt', '<=', write.now)
    .execute()
  const inserted = await write.db
    .insertInto('idempotencyKeys')
    .values({ ...key, operation, expiresAt: new Date(write.now.getTime() + keptMs) })
    .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 1n) return { type: 'new' }
  const known = await write.db
    .selectFrom('idempotencyKeys')
    .select(['inputHash', 'operation'])
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .executeTakeFirstOrThrow()
  return { type: known.inputHash === key.inputHash ? 'known' : 'reused', operation: known.operation }
}
