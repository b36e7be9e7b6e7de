import type { ForgetSignInInput, ResolversTypes } from '@operations-manager/schema/generated/registry.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { actorOf } from '../../changes/actor.ts'
import type { Context } from '../../context.ts'
import { appendAudit } from '../../store/audit.ts'
import { unbindSubject } from '../../store/sign-ins.ts'
import { write } from '../../store/write.ts'
import { topLevel } from '../errors.ts'
import { requireOperator } from '../visibility.ts'

type Payload = Awaited<Exclude<ResolversTypes['ForgetSignInPayload'], Promise<unknown>>>

/** Lets the next account that signs in with an address have it. */
export async function forgetSignIn(
  context: Context,
  { email, clientMutationId = null }: ForgetSignInInput,
): Promise<Payload> {
  requireOperator(context)
  const { app, access } = context
  if (access.caller.type !== 'person') throw topLevel('UNAUTHENTICATED', 'Sign in first.')
  const actor = actorOf(access.caller)
  const forgotten = await write(app.db, async (tx) => {
    const row = await unbindSubject(tx.db, email)
    if (row === null) return false
    const { issuer, subject } = row
    const nowhere = { project: null, cluster: null, operation: null }
    await appendAudit(tx.db, {
      actor,
      action: 'forgetSignIn',
      ...nowhere,
      detail: { email: row.email, issuer, subject },
    })
    return true
  })
  const message = 'Nobody signed in with this address, so there is nothing to forget.'
  return { problems: forgotten ? [] : [problem('NOT_FOUND', message, { path: ['email'] })], clientMutationId }
}
