import type { Log } from '@operations-manager/runtime/log/log.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { RefusedByProvider, type Provider } from './provider.ts'
import type { SessionKey, Sessions } from './store.ts'
import type { Granted } from './tokens.ts'

/** A token is renewed so long before it ends, so that what is under way with it arrives in time. */
export const renewBeforeMs = 60_000

export type AccessToken = { readonly token: Secret; readonly expiresAt: Date }

export type FreshTokens = {
  /** A token that is good for a while yet, or `null` if the session is over. Throws if that cannot be found out. */
  of(key: SessionKey): Promise<AccessToken | null>
}

type Parts = { readonly sessions: Sessions; readonly provider: Provider; readonly log: Log }

/**
 * Hands out access tokens, and renews them in time. A refresh token may be good for one use only, so it is used under
 * a lock on the session's row: of many requests and replicas one asks the provider, and the others take its answer.
 */
export function createFreshTokens({ sessions, provider, log }: Parts): FreshTokens {
  // Requests of this process wait here for each other instead of each holding a connection to the database.
  const renewing = new Map<SessionKey, Promise<Granted | null>>()
  const renew = (key: SessionKey): Promise<Granted | null> => {
    const known = renewing.get(key)
    if (known !== undefined) return known
    const work = sessions
      .change(key, (present) => (isFresh(present) ? Promise.resolve(present) : renewed(present, provider, log)))
      .finally(() => renewing.delete(key))
    renewing.set(key, work)
    return work
  }
  return {
    async of(key) {
      const present = await sessions.tokens(key)
      const granted = present === null || isFresh(present) ? present : await renew(key)
      if (granted === null) return null
      return { token: new Secret(granted.tokens.access), expiresAt: granted.accessExpiresAt }
    },
  }
}

async function renewed(present: Granted, provider: Provider, log: Log): Promise<Granted | 'over'> {
  const { tokens } = present
  if (tokens.refresh === null) return isUsable(present) ? present : 'over'
  try {
    return await provider.refresh(tokens.refresh, tokens)
  } catch (error) {
    if (error instanceof RefusedByProvider) {
      log.info({ err: error }, 'a session is over: the provider renews its token no more')
      return 'over'
    }
    if (!isUsable(present)) throw new Error('renew an access token', { cause: error })
    log.warn({ err: error }, 'an access token could not be renewed yet')
    return present
  }
}

function isFresh({ accessExpiresAt }: Granted): boolean {
  return accessExpiresAt.getTime() - renewBeforeMs > Date.now()
}

function isUsable({ accessExpiresAt }: Granted): boolean {
  return accessExpiresAt.getTime() > Date.now()
}
