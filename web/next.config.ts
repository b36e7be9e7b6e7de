import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js'

/** The settings of the framework, which asks for them once for building and once for serving. */
export default function config(phase: string): NextConfig {
  return {
    poweredByHeader: false,
    // A build writes a folder that runs by itself, which the image is made of; `next start` would warn of it.
    ...(phase === PHASE_PRODUCTION_BUILD ? { output: 'standalone' } : {}),
    // Under `next dev` each request is a line of the log, and addresses of a sign-in carry what it is done with.
    logging: { incomingRequests: { ignore: [/^\/auth\//] } },
    // `npm run check:types` does, over all of it at once.
    typescript: { ignoreBuildErrors: true },
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
}
