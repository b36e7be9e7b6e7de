import { NextResponse, type NextRequest } from 'next/server'
import { cookieOptions, signInCookieName, signInCookiePrefix } from './cookie.ts'
import { returnPath } from './return-path.ts'
import { services } from './services.ts'
import { signInFailed } from './sign-in-failed.ts'

const attemptSeconds = 600
/** Attempts that were left open; each is a cookie, and cookies have to fit into a request. */
const maxAttempts = 5

/** Sends the browser to the provider, and remembers in a sealed cookie what has to come back. */
export async function beginSignIn(request: NextRequest): Promise<Response> {
  const { config, log, provider, sealer } = services()
  const { publicUrl } = config
  // A script of ours that follows a redirect gets no further than here; it loads the page as a whole then.
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null && mode !== 'navigate') return new Response('Sign in.', { status: 401, headers: noStore })
  const to = returnPath(request.nextUrl.searchParams.get('to'))
  // Cookies belong to one name of a host; the provider comes back to ours.
  const host = request.headers.get('host')
  if (host !== null && host !== publicUrl.host && isOtherNameOfThisMachine(host, publicUrl)) {
    const here = new URL('/auth/sign-in', publicUrl)
    here.searchParams.set('to', to)
    return NextResponse.redirect(here, { status: 303, headers: noStore })
  }
  try {
    const { url, attempt } = await provider.begin()
    const answer = NextResponse.redirect(url, { status: 303, headers: noStore })
    const prefix = signInCookiePrefix(publicUrl)
    const open = request.cookies.getAll().filter(({ name }) => name.startsWith(prefix))
    for (const { name } of open.slice(0, Math.max(0, open.length - maxAttempts + 1))) {
      answer.cookies.set(name, '', cookieOptions(publicUrl, 0))
    }
    const sealed = await sealer.seal(
      'sign-in-cookie',
      { ...attempt, to },
      { about: attempt.state, seconds: attemptSeconds },
    )
    answer.cookies.set(signInCookieName(publicUrl, attempt.state), sealed, cookieOptions(publicUrl, attemptSeconds))
    return answer
  } catch (error) {
    log.error({ err: error }, 'a sign-in could not begin')
    return signInFailed('provider-away', publicUrl)
  }
}

const noStore = { 'cache-control': 'no-store' }
const namesOfThisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

function isOtherNameOfThisMachine(host: string, publicUrl: URL): boolean {
  if (!URL.canParse(`http://${host}`)) return false
  const asked = new URL(`http://${host}`)
  const isLocal = namesOfThisMachine.has(asked.hostname) && namesOfThisMachine.has(publicUrl.hostname)
  return isLocal && asked.port === publicUrl.port
}
