import { createHash } from 'node:crypto'
import { canonicalJson } from '@operations-manager/schema/resolve/canonical-json.ts'
import { readIdempotencyKey } from '../store/idempotency-reading.ts'
import type { IdempotencyKey } from '../store/idempotency.ts'
import type { Db } from '../store/tables.ts'
import { answered, type Submitted } from './submitted.ts'

/** The key of a request that changes no file, over all of what is asked; null if the caller sent none. */
export function keyOfRequest(caller: string, key: string | null, request: object): IdempotencyKey | null {
  if (key === null) return null
  return { caller, key, inputHash: createHash('sha256').update(canonicalJson(request)).digest('hex') }
}

/** What a request under this key was answered with before; null if it is new. */
export async function knownRequest(db: Db, project: string, key: IdempotencyKey | null): Promise<Submitted | null> {
  const known = key === null ? null : await readIdempotencyKey(db, key)
  return known === null ? null : answered(project, known, '')
}
