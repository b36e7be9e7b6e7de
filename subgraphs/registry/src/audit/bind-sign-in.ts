import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { bindSubject, type Account } from '../store/sign-ins.ts'
import type { Db } from '../store/tables.ts'
import { write } from '../store/write.ts'
import { attemptOf, recordIn, type From } from './attempt.ts'

/** Binds an address to the account that signs in with it first, and records that in the same transaction. */
export function bindSignIn(db: Db, caller: Caller, account: Account, from: From): Promise<'bound' | 'foreign'> {
  return write(db, async (tx) => {
    const outcome = await bindSubject(tx.db, account)
    if (outcome === 'first') recordIn(tx, attemptOf(caller, 'bindSignIn', from), { detail: { email: account.email } })
    return outcome === 'foreign' ? 'foreign' : 'bound'
  })
}
