/** Set by the proxy on each request, over whatever came with it: components do not know the page they are on. */
export const pathHeader = 'x-operations-manager-path'

/** The nonce of the answer, for the few scripts and styles of a page that are not the framework's. */
export const nonceHeader = 'x-page-nonce'
