import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { readIdentityConfig } from './config.ts'
import { startIdentityProvider } from './provider.ts'

const log = createLog('identity', 'info')
const lifecycle = new Lifecycle(log)
const server = await startIdentityProvider(readIdentityConfig())
lifecycle.onStop('server', () => server.stop())
lifecycle.stopOnSignals()
lifecycle.started()
log.info({ issuer: server.issuer }, 'the identity provider is ready')
