import { createLog, type Log } from '@operations-manager/runtime/log/log.ts'
import { webConfig, type WebConfig } from '../config.ts'
import { openDatabase } from './database.ts'
import { createFreshTokens, type FreshTokens } from './fresh-token.ts'
import { createProvider, type Provider } from './provider.ts'
import { createSealer, type Sealer } from './seal.ts'
import { createSessions, type Sessions } from './store.ts'

/** What the server's part of a session is made of. */
export type Services = {
  readonly config: WebConfig
  readonly log: Log
  readonly sealer: Sealer
  readonly sessions: Sessions
  readonly provider: Provider
  readonly freshTokens: FreshTokens
}

export function createServices(config: WebConfig, log: Log): Services {
  const sealer = createSealer(config.sessionKey)
  const sessions = createSessions(openDatabase(config.databaseUrl, log), sealer, config.limits)
  const provider = createProvider(config)
  return { config, log, sealer, sessions, provider, freshTokens: createFreshTokens({ sessions, provider, log }) }
}

// The framework loads a module once for pages and once for routes, and gives neither anything at start; a pool of
// connections is one for the process all the same.
const place = Symbol.for('operations-manager.web.services')
type Global = { [place]?: Services }

/** The services of this process, made on first use. */
export function services(): Services {
  const global = globalThis as Global // nobody else knows the symbol
  if (global[place] === undefined) {
    const config = webConfig()
    global[place] = createServices(config, createLog('web', config.logLevel))
  }
  return global[place]
}
