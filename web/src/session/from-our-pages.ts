/**
 * Whether a request that acts with our cookie was made by a page of ours. Browsers say where a request comes from and
 * let no page change it; a client that says nothing is no browser, and has a token and the gateway.
 */
export function isFromOurPages(headers: Headers, publicUrl: URL): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  return origin === null ? site !== null : origin === publicUrl.origin
}
