/** Set by the proxy on each request, over whatever came with it: components do not know the page they are on. */
export const pathHeader = 'x-operations-manager-path'
