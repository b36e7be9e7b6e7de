import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { isDevelopment, webConfig } from './config.ts'
import { sessionCookieName } from './session/cookie.ts'
import { pageHeaders } from './session/page-policy.ts'
import { nonceHeader, pathHeader } from './session/path-header.ts'
import { returnPath } from './session/return-path.ts'

/** Reached by whoever is not signed in, and answering for themselves if a session is needed. */
const open = ['/auth/', '/graphql', '/streams', '/health/']

/** Runs before each page and route: says what the page may load, and sends whoever has no session to sign in. */
export function proxy(request: NextRequest): NextResponse {
  const { publicUrl, oidc } = webConfig()
  const { pathname, search } = request.nextUrl
  const nonce = randomBytes(16).toString('base64')
  const page = pageHeaders({ nonce, publicUrl, issuer: oidc.issuer, isDevelopment, path: pathname })
  // Whether the session still lives is asked where its rights are used; a look at the cookie spares most the way.
  const needsSession = !open.some((path) => pathname === path || (path.endsWith('/') && pathname.startsWith(path)))
  const answer =
    needsSession && !request.cookies.has(sessionCookieName(publicUrl))
      ? toSignIn(`${pathname}${search}`, publicUrl)
      : NextResponse.next({ request: { headers: withPage(request, { page, nonce, path: `${pathname}${search}` }) } })
  for (const [name, value] of Object.entries(page)) answer.headers.set(name, value)
  return answer
}

// The framework reads the nonce from this header of the request, and gives it to the scripts that it writes.
type Page = { readonly page: Readonly<Record<string, string>>; readonly nonce: string; readonly path: string }

function withPage(request: NextRequest, { page, nonce, path }: Page): Headers {
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', page['content-security-policy'] ?? '')
  headers.set(nonceHeader, nonce)
  headers.set(pathHeader, path)
  return headers
}

function toSignIn(path: string, publicUrl: URL): NextResponse {
  const url = new URL('/auth/sign-in', publicUrl)
  url.searchParams.set('to', returnPath(path))
  return NextResponse.redirect(url, { status: 303, headers: { 'cache-control': 'no-store' } })
}

// What a build made of static files needs no session and no policy of its own.
export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg).*)'] }
