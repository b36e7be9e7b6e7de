/** A place nobody is: only what stays on it is a path of ours. */
const here = new URL('http://operations-manager.invalid')

/** Where to go on after signing in: a path of this application, whatever was asked for. */
export function returnPath(wanted: string | null): string {
  if (wanted === null || wanted.length > 1_000 || !wanted.startsWith('/') || !URL.canParse(wanted, here)) return '/'
  // Browsers read `//host`, `/\host` and control characters as other places; a parsed URL says where it really leads.
  const url = new URL(wanted, here)
  if (url.origin !== here.origin) return '/'
  // Signing in is no place to come back to.
  if (url.pathname.startsWith('/auth/')) return '/'
  return `${url.pathname}${url.search}`.startsWith('//') ? '/' : `${url.pathname}${url.search}`
}
