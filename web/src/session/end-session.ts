import { NextResponse, type NextRequest } from 'next/server'
import { cookieOptions, sessionCookieName } from './cookie.ts'
import { isFromOurPages } from './from-our-pages.ts'
import { services } from './services.ts'
import { sessionIdIn } from './session-cookie.ts'
import { sessionKey } from './store.ts'

/** Ends the session here, and sends the browser to end it at the provider. */
export async function endSession(request: NextRequest): Promise<Response> {
  const { config, log, provider, sessions } = services()
  const { publicUrl } = config
  if (!isFromOurPages(request.headers, publicUrl)) {
    return new Response('Signing out is a button on our own pages.', { status: 403 })
  }
  const id = await sessionIdIn(request.cookies.get(sessionCookieName(publicUrl))?.value)
  const tokens = id === null ? null : await sessions.end(sessionKey(id))
  const front = new URL('/', publicUrl)
  // Signed out here in any case, whatever the provider says.
  const goOn = await provider.endUrl(tokens?.identity ?? null).catch((error: unknown) => {
    log.warn({ err: error }, 'somebody could not be signed out at the provider')
    return null
  })
  const answer = NextResponse.redirect(tokens === null ? front : (goOn ?? front), { status: 303 })
  answer.cookies.set(sessionCookieName(publicUrl), '', cookieOptions(publicUrl, 0))
  answer.headers.set('cache-control', 'no-store')
  return answer
}
