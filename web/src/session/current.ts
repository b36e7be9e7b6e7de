import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { sessionCookieName } from './cookie.ts'
import type { AccessToken } from './fresh-token.ts'
import { pathHeader } from './path-header.ts'
import { returnPath } from './return-path.ts'
import { services } from './services.ts'
import { sessionIdIn } from './session-cookie.ts'
import type { Person, SessionKey, StoredSession } from './store.ts'

/** Who is signed in, and the right to act for them. */
export type Session = {
  readonly key: SessionKey
  readonly person: Person
  /** A token that is good for a while; throws `SessionOver` if the provider gives none any more. */
  accessToken(): Promise<Secret>
  /** The same, with the moment it ends. */
  freshToken(): Promise<AccessToken>
}

/** The session ended while it was used: signed out elsewhere, too old, or refused by the provider. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver'
}

/** The session of the request that is being answered; `null` if nobody is signed in. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const { config, sessions } = services()
  const id = await sessionIdIn((await cookies()).get(sessionCookieName(config.publicUrl))?.value)
  const stored = id === null ? null : await sessions.find(id)
  if (stored === null) return null
  await sessions.touch(stored.key)
  return sessionOf(stored)
})

/** The session of the request; whoever is not signed in is sent to sign in and comes back. */
export async function requireSession(): Promise<Session> {
  return (await currentSession()) ?? redirectToSignIn()
}

/** Sends whoever asked to sign in, and back to this page afterwards. */
export async function redirectToSignIn(): Promise<never> {
  const to = returnPath((await headers()).get(pathHeader))
  redirect(`/auth/sign-in?to=${encodeURIComponent(to)}`)
}

function sessionOf({ key, person }: StoredSession): Session {
  const freshToken = async (): Promise<AccessToken> => {
    const fresh = await services().freshTokens.of(key)
    if (fresh === null) throw new SessionOver('the session is over')
    return fresh
  }
  return {
    key,
    person,
    freshToken,
    accessToken: async () => (await freshToken()).token,
  }
}
