import { NextResponse, userAgent, type NextRequest } from 'next/server'
import { z } from 'zod'
import { cookieOptions, sessionCookieName, signInCookieName } from './cookie.ts'
import { RefusedByProvider } from './provider.ts'
import { services } from './services.ts'
import { sessionIdIn } from './session-cookie.ts'
import { signInFailed } from './sign-in-failed.ts'
import { sessionKey } from './store.ts'

const Remembered = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() })

/** Takes what the provider sent back with the browser, and begins a session if it belongs to an attempt of this one. */
export async function finishSignIn(request: NextRequest): Promise<Response> {
  const { config, log, provider, sealer, sessions } = services()
  const { publicUrl, limits } = config
  const state = request.nextUrl.searchParams.get('state') ?? ''
  const name = signInCookieName(publicUrl, state)
  const sealed = request.cookies.get(name)?.value
  const attempt = sealed === undefined ? null : await sealer.open('sign-in-cookie', sealed, state, Remembered)
  if (attempt === null) return signInFailed('expired', publicUrl)
  let answer: Response
  try {
    const { person, granted } = await provider.finish(request.nextUrl.search, attempt)
    // Whoever was signed in here before is so no more; an id from before signing in is never used after it.
    const before = await sessionIdIn(request.cookies.get(sessionCookieName(publicUrl))?.value)
    if (before !== null) await sessions.end(sessionKey(before))
    const id = await sessions.create(person, granted, browserOf(request))
    const cookie = await sealer.seal('session-cookie', id, { about: 'session', seconds: limits.absoluteSeconds })
    const signedIn = NextResponse.redirect(new URL(attempt.to, publicUrl), { status: 303 })
    signedIn.cookies.set(sessionCookieName(publicUrl), cookie, cookieOptions(publicUrl, limits.absoluteSeconds))
    signedIn.cookies.set(name, '', cookieOptions(publicUrl, 0))
    signedIn.headers.set('cache-control', 'no-store')
    answer = signedIn
  } catch (error) {
    if (error instanceof RefusedByProvider) {
      log.info({ err: error }, 'a sign-in was refused')
      return signInFailed('refused', publicUrl)
    }
    log.error({ err: error }, 'a sign-in could not be finished')
    return signInFailed(isAboutDatabase(error) ? 'store-away' : 'provider-away', publicUrl)
  }
  return answer
}

/** Its browser and system in words, as far as it says; only for the person to tell sessions apart. */
function browserOf(request: NextRequest): string {
  const { browser, os } = userAgent(request)
  return [browser.name, os.name]
    .filter((name) => name !== undefined)
    .join(' · ')
    .slice(0, 100)
}

// Errors of the provider's client have codes of their own; the database's do not begin like them.
function isAboutDatabase(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return !code.startsWith('OAUTH_') && !(error instanceof TypeError)
}
