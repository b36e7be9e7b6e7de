import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { postgresClient } from '../../clients/postgresql.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { callLimitMs } from '../call-limit.ts'
import type { ServiceUnit } from '../unit.ts'
import { postgresInventory } from './inventory.ts'
import { postgresService } from './service.ts'

/** A database of the platform itself: no tenant gets in, which each proof shows. */
export const canaryDatabase = 'operations_manager_canary'

/** Databases in the PostgreSQL server that is configured. */
export const unit: ServiceUnit = {
  type: 'postgresql',
  settings: null,
  offer: ({ postgresql }) =>
    postgresql === null
      ? null
      : { limits: { connections: postgresql.maximumConnections }, choices: { extensions: postgresql.extensions } },
  open: ({ config, kubernetes, lifecycle }) => {
    if (config.postgresql === null) return Promise.resolve(null)
    const { url, workload, tls, maximumPoolSize } = config.postgresql
    const port = postgresClient({
      url,
      certificateAuthority: tls ? config.kubernetesSettings.certificateAuthority : null,
      timeoutMs: callLimitMs,
      connections: maximumPoolSize,
    })
    lifecycle.onStop('PostgreSQL', () => port.close())
    const deps = { port, credentials: credentialStore(kubernetes), newSecret, verifier: scramVerifier }
    const service = postgresService(deps, config.installation, {
      ...workload,
      tls,
      canary: canaryDatabase,
      statementTimeout: config.postgresql.statementTimeout,
      idleInTransactionTimeout: config.postgresql.idleInTransactionTimeout,
    })
    return Promise.resolve({ service, inventories: [postgresInventory(port, config)] })
  },
}
