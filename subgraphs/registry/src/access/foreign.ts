import { createHash } from 'node:crypto'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { attemptOf } from '../audit/attempt.ts'
import type { Access } from './access.ts'
import { denied } from './table.ts'

/** The access of somebody whose address is bound to another account: none, and why. */
export function foreignAccess(caller: Extract<Caller, { type: 'person' }>): Access {
  const refusal = `The address ${caller.email ?? ''} belongs to another account of the identity provider, which signed in here with it before. Sign in with that account. If the address has a new owner or the provider was replaced, ask a platform operator to forget the former sign-in (\`forgetSignIn\`).`
  return {
    caller,
    email: null,
    isOperator: false,
    isAuditor: false,
    roles: new Map(),
    token: null,
    isOver: false,
    refusal,
    to: () => denied(refusal),
    toInstallation: () => denied(refusal),
    reachesDeployment: () => false,
    attempt: attemptOf(caller, 'none', { requestId: null, source: null }),
    key: createHash('sha256')
      .update(JSON.stringify(['foreign', caller.issuer, caller.subject]))
      .digest('base64url'),
  }
}
