import type { Fault } from '../problems/problem.ts'
import { linkClose } from './handshake.ts'

type Row = {
  /** The close code, of our own range. */
  readonly close: number
  readonly fault: Fault
  /** What is said over the line, in at most 123 bytes: WebSocket has room for no more. */
  readonly reason: string
  /** What whoever runs the cluster does about it; the cluster's backend says it in its log. */
  readonly remedy: string
}

/** What an operator of the platform can always do; it harms no backend that is connected. */
const giveNewToken = 'have a platform operator give a new join token (the page of clusters, or renewJoinToken)'

/**
 * Why the registry lets a cluster not in, or no longer. What says more than "nobody" is told only to who showed a token
 * or a key that was once good, so that no stranger learns what is registered.
 */
export const linkRefusals = {
  LINK_KEY_UNKNOWN: {
    close: linkClose.unauthenticated,
    fault: 'CREDENTIALS',
    reason: 'The key or join token is not accepted: it is wrong, or a newer one has taken its place.',
    remedy: `Compare the name of the cluster with what is registered. If it is right, ${giveNewToken}.`,
  },
  JOIN_TOKEN_USED: {
    close: linkClose.joinTokenUsed,
    fault: 'CREDENTIALS',
    reason: 'The join token was used: a backend joined as this cluster with it, with another key.',
    remedy: `If that was another backend, find out which. If this one lost its Secret "link-key", ${giveNewToken}.`,
  },
  JOIN_TOKEN_EXPIRED: {
    close: linkClose.joinTokenExpired,
    fault: 'CREDENTIALS',
    reason: 'The join token is too old.',
    remedy: `For this cluster, ${giveNewToken}, and start the backend with it within its minutes.`,
  },
  JOIN_TOKEN_OF_ANOTHER: {
    close: linkClose.joinTokenOfAnother,
    fault: 'CONFIGURATION',
    reason: 'The join token was made for another cluster.',
    remedy: 'Give the backend the name of the cluster that the token was made for, or the token of this cluster.',
  },
  CLOCK_WRONG: {
    close: linkClose.clockWrong,
    fault: 'PLATFORM',
    reason: 'The clocks differ by more than a minute.',
    remedy: 'Set the clock of the node that the backend runs on, or that of the registry; it connects by itself then.',
  },
  LINK_REPLACED: {
    close: linkClose.replaced,
    fault: 'CONFLICT',
    reason: 'A newer connection of the same cluster took over.',
    remedy: 'Two backends run as this cluster with one key. End one of them, or let both wait for one lease.',
  },
  CLUSTER_REMOVED: {
    close: linkClose.removed,
    fault: 'CONFIGURATION',
    reason: 'This cluster was removed from the registry.',
    remedy: 'Uninstall the backend, or register the cluster again for a new join token.',
  },
  CONTRACT_TOO_OLD: {
    close: linkClose.incompatible,
    fault: 'CONFIGURATION',
    reason: 'The backend is too old for this registry.',
    remedy: 'Upgrade the backend: a registry speaks the version of its contract and the one before.',
  },
  CONTRACT_TOO_NEW: {
    close: linkClose.tooNew,
    fault: 'CONFIGURATION',
    reason: 'The backend is newer than this registry knows.',
    remedy: 'Upgrade the registry first, or install the backend of its version.',
  },
} as const satisfies Record<string, Row>

export type LinkRefusal = keyof typeof linkRefusals

/** Which refusal a close code is; `null`: the line ended for another reason. */
export function refusalOf(code: number): LinkRefusal | null {
  const names = Object.keys(linkRefusals) as LinkRefusal[] // keys of the table
  return names.find((name) => linkRefusals[name].close === code) ?? null
}
