/** A cookie that no script reads and that other sites do not send along, except by a link. */
export type CookieOptions = {
  readonly httpOnly: true
  readonly secure: boolean
  readonly sameSite: 'lax'
  readonly path: '/'
  readonly maxAge: number
}

export function cookieOptions(publicUrl: URL, maxAge: number): CookieOptions {
  return { httpOnly: true, secure: isSecure(publicUrl), sameSite: 'lax', path: '/', maxAge }
}

export function sessionCookieName(publicUrl: URL): string {
  return cookieName(publicUrl, 'session')
}

/** Each attempt has its own, since several tabs may be asked to sign in at once. */
export function signInCookieName(publicUrl: URL, state: string): string {
  return `${signInCookiePrefix(publicUrl)}${state.slice(0, 12)}`
}

export function signInCookiePrefix(publicUrl: URL): string {
  return cookieName(publicUrl, 'sign-in-')
}

// `__Host-` keeps other hosts of the domain from setting it. Ports share cookies, so on one machine they are named.
function cookieName(publicUrl: URL, name: string): string {
  return isSecure(publicUrl)
    ? `__Host-operations-manager-${name}`
    : `operations-manager-${publicUrl.port || '80'}-${name}`
}

function isSecure({ protocol }: URL): boolean {
  return protocol === 'https:'
}
