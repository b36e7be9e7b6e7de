import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // One lock file stands at the top of the workspaces.
  outputFileTracingRoot: new URL('..', import.meta.url).pathname,
  turbopack: { root: new URL('..', import.meta.url).pathname },
}

export default config
