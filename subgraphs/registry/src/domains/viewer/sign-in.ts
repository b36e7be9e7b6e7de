import type { ForgetSignInInput, ResolversTypes } from '@operations-manager/schema/generated/registry.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { recordIn } from '../../audit/attempt.ts'
import type { Context } from '../../context.ts'
import { unbindSubject } from '../../store/sign-ins.ts'
import { write } from '../../store/write.ts'
import { requireOperator } from '../visibility.ts'

type Payload = Awaited<Exclude<ResolversTypes['ForgetSignInPayload'], Promise<unknown>>>

/** Lets the next account that signs in with an address have it. */
export async function forgetSignIn(
  context: Context,
  { email, clientMutationId = null }: ForgetSignInInput,
): Promise<Payload> {
  requireOperator(context)
  const { app, access } = context
  const forgotten = await write(app.db, async (tx) => {
    const row = await unbindSubject(tx.db, email)
    if (row === null) return false
    const { issuer, subject } = row
    recordIn(tx, access.attempt, { detail: { email: row.email, issuer, subject } })
    return true
  })
  const message = 'Nobody signed in with this address, so there is nothing to forget.'
  return { problems: forgotten ? [] : [problem('NOT_FOUND', message, { path: ['email'] })], clientMutationId }
}
