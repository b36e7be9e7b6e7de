import type { Actor } from '@operations-manager/schema/generated/registry.ts'
import type { ActorModel } from '@operations-manager/schema/registry/models.ts'
import type { CommittedFile } from '../../git/history.ts'

/** Who did something, as the graph shows it. */
export function shownActor(actor: ActorModel): Actor {
  switch (actor.type) {
    case 'person':
      return { type: 'PERSON', name: actor.name, email: actor.email, madeBy: null, isVerified: true }
    case 'token':
      return { type: 'TOKEN', name: actor.name, email: null, madeBy: actor.createdBy, isVerified: true }
    case 'commit':
      return { type: 'COMMIT', name: actor.name, email: actor.email, madeBy: null, isVerified: actor.verified }
    case 'platform':
      return { type: 'PLATFORM', name: 'Operations Manager', email: null, madeBy: null, isVerified: true }
    case 'cluster':
      return { type: 'CLUSTER', name: actor.cluster, email: null, madeBy: null, isVerified: true }
    case 'anonymous':
      return { type: 'ANONYMOUS', name: 'Nobody who signed in', email: null, madeBy: null, isVerified: false }
  }
}

/** The author of a commit: unverified, because anybody can write any name there. */
export function actorOfCommit(commit: CommittedFile): ActorModel {
  return { type: 'commit', email: commit.author.email, name: commit.author.name, verified: commit.verified }
}
