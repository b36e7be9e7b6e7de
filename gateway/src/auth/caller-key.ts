import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { createHash } from 'node:crypto'

/** Equal for callers who may do and see the same; the subject is in it, so nobody gets another's personal answers. */
export function callerKey(caller: Caller): string {
  return createHash('sha256').update(JSON.stringify(caller)).digest('base64url')
}
