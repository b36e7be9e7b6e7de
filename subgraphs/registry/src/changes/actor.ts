import type { SignedInCaller } from '@operations-manager/runtime/caller/caller.ts'
import type { Access } from '../access/access.ts'
import { topLevel } from '../domains/errors.ts'
import type { Author } from '../git/edit.ts'
import type { Actor } from '../store/operation-state.ts'

/** Whoever asks, if they are somebody; refuses everybody else. Nobody changes anything without having signed in. */
export function signedIn({ caller, isOver }: Pick<Access, 'caller' | 'isOver'>): SignedInCaller {
  if (caller.type === 'anonymous' || isOver) throw topLevel('UNAUTHENTICATED', 'Sign in first.')
  return caller
}

/** Who asks, as it is stored. */
export function actorOf(caller: SignedInCaller): Actor {
  if (caller.type === 'token') {
    const { token, name, createdBy } = caller
    return { type: 'token', token, name, createdBy }
  }
  const { subject, email, name } = caller
  return { type: 'person', subject, email, name }
}

/** What tells callers apart: idempotency keys and limits count for each on their own. */
export function callerId(caller: SignedInCaller): string {
  return caller.type === 'token' ? `token:${caller.token}` : caller.subject
}

/** Who a commit is by. Git wants an address; without a verified one it is one that reaches nobody. */
export function authorOf(actor: Actor): Author {
  switch (actor.type) {
    case 'person':
      return { name: actor.name === '' ? actor.subject : actor.name, email: actor.email ?? `${actor.subject}@invalid` }
    case 'token':
      return { name: `${actor.createdBy} (token ${actor.name})`, email: 'token@invalid' }
    case 'commit':
      return { name: actor.name, email: actor.email }
    case 'platform':
      return { name: 'Operations Manager', email: 'operations-manager@invalid' }
  }
}
