export type PagePolicyOptions = {
  readonly nonce: string
  readonly publicUrl: URL
  /** Forms lead there by way of a redirect: signing out. */
  readonly issuer: URL
  readonly isDevelopment: boolean
  readonly path: string
}

/** What a page may load and where it may be shown: nothing of other origins, and only scripts that this answer names. */
export function contentSecurityPolicy({ nonce, issuer, isDevelopment, path }: PagePolicyOptions): string {
  const nonced = `'nonce-${nonce}'`
  // The editor of the playground adds style sheets as it goes, without a nonce, and brings its fonts inside of them.
  const isPlayground = path.startsWith('/playground')
  const styles = isPlayground || isDevelopment ? "'unsafe-inline'" : nonced
  const directives: Readonly<Record<string, string>> = {
    'default-src': "'self'",
    'script-src': `'self' ${nonced} 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    'style-src': `'self' ${styles}`,
    'style-src-elem': `'self' ${styles}`,
    // Places and sizes that are computed: menus beside their button, nodes of a graph.
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data:",
    'font-src': `'self'${isPlayground ? ' data:' : ''}`,
    'connect-src': "'self'",
    'worker-src': "'self' blob:",
    'frame-src': "'none'",
    'frame-ancestors': "'none'",
    'form-action': `'self' ${issuer.origin}`,
    'base-uri': "'none'",
    'object-src': "'none'",
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** All headers that protect a page. */
export function pageHeaders(options: PagePolicyOptions): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(options.publicUrl.protocol === 'https:' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}
