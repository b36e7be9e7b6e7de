import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { Author } from '../git/edit.ts'
import type { Actor } from '../store/operation-state.ts'

/** Who asks, as it is stored. Nobody changes anything without having signed in. */
export function actorOf(caller: Extract<Caller, { type: 'person' }>): Actor {
  const { subject, email, name } = caller
  return { type: 'person', subject, email, name }
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
