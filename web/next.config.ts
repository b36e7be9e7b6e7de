import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // Under `next dev` each request is a line of the log, and addresses of a sign-in carry what it is done with.
  logging: { incomingRequests: { ignore: [/^\/auth\//] } },
  // One lock file stands at the top of the workspaces.
  outputFileTracingRoot: new URL('..', import.meta.url).pathname,
  // Ours too, and written in TypeScript.
  transpilePackages: ['@operations-manager/runtime', '@operations-manager/schema'],
  turbopack: {
    root: new URL('..', import.meta.url).pathname,
    // Texts are taken apart on the server (src/words/words.ts), so nothing has to be read in the browser.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
}

export default config
