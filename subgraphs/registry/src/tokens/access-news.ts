import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Access } from '../access/access.ts'
import { startListener } from '../store/listener.ts'

/** The channel on which the database tells of rights that changed; its triggers write there. */
const channel = 'operations_manager_access'

/**
 * What changed: a token ended, the rights of a person did (by their address), or nobody knows, because something may
 * have been missed.
 */
export type AccessChange =
  | { readonly type: 'token'; readonly id: string }
  | { readonly type: 'person'; readonly email: string }
  | { readonly type: 'unsure' }

/** True if a change may be about somebody's rights; a token has those of its maker. */
export function isAbout(change: Exclude<AccessChange, { type: 'unsure' }>, { caller, email }: Access): boolean {
  if (change.type === 'token') return caller.type === 'token' && caller.token === change.id
  return email !== null && email.toLowerCase() === change.email
}

/** Tells whoever holds something open by rights that these changed, from whichever replica. */
export type AccessNews = {
  /** Gives how to stop. */
  onChange(listener: (change: AccessChange) => void): () => void
  close(): Promise<void>
}

export function startAccessNews(options: { readonly url: Secret; readonly log: Log }): AccessNews {
  const listeners = new Set<(change: AccessChange) => void>()
  const log = options.log.child({ part: 'access news' })
  const tell = (change: AccessChange): void => {
    for (const listener of listeners) listener(change)
  }
  const listener = startListener({ ...options, log, channel, onNotice: (payload) => tell(changeIn(payload)) })
  return {
    onChange: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    close: () => listener.close(),
  }
}

function changeIn(payload: string | null): AccessChange {
  if (payload?.startsWith('token:') === true) return { type: 'token', id: payload.slice('token:'.length) }
  if (payload?.startsWith('person:') === true) return { type: 'person', email: payload.slice('person:'.length) }
  return { type: 'unsure' }
}
