import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { identityClient } from '../../clients/identity/identity.ts'
import type { Config } from '../../config.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { CannotAnswer } from '../../link/answers.ts'
import { createMemoryIdentity } from '../../memory/identity/identity.ts'
import type { IdentityPort } from '../../ports/identity.ts'
import { openKept } from '../../wiring/memory.ts'
import { callLimitMs } from '../call-limit.ts'
import type { ServiceUnit, ServiceWiring } from '../unit.ts'
import { realmInventory } from './inventory.ts'
import { resetSignIn } from './reset-sign-in.ts'
import { singleSignOnService } from './service.ts'
import { sharedRealm } from './shared-realm.ts'

/** Realms and clients in the identity server that is configured. */
export const unit: ServiceUnit = {
  type: 'single-sign-on',
  settings: null,
  offer: ({ identity }) => (identity === null ? null : { limits: {}, choices: {} }),
  open: async (wiring) => {
    const { config, kubernetes } = wiring
    if (config.identity === null) return null
    const { installation, cluster, retentionDays, kubernetesSettings } = config
    const { server: _server, ...settings } = config.identity
    const port = await openIdentity(wiring, config.identity)
    const deps = { port, credentials: credentialStore(kubernetes) }
    return {
      service: singleSignOnService(deps, installation, settings, kubernetesSettings),
      inventories: [realmInventory(port, config)],
      shared: sharedRealm({ port, installation, cluster, settings, space: kubernetesSettings, retentionDays }),
      resetSignIn: async (deployment, email) => {
        const ref = parseDeploymentId(deployment)
        if (ref === null) throw new CannotAnswer('NOT_FOUND', 'There is no such deployment.')
        return resetSignIn({ port, installation, settings, newSecret }, ref, email)
      },
    }
  },
}

async function openIdentity(
  wiring: ServiceWiring,
  { server, publicUrl, workloadUrl }: NonNullable<Config['identity']>,
): Promise<IdentityPort> {
  const { config, documents, clock, lifecycle } = wiring
  if (server.type === 'memory')
    return openKept(wiring, documents, 'identity', (kept) => createMemoryIdentity({ clock, publicUrl, kept }))
  const { certificateAuthority } = config.kubernetesSettings
  const port = identityClient({ ...server, workloadUrl, certificateAuthority, timeoutMs: callLimitMs })
  lifecycle.onStop('identity server', () => port.close())
  return port
}
