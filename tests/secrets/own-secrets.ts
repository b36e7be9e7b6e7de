import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { System } from '../system/start-system.ts'

/** The secrets of the system itself, by what they are. */
export async function ownSecretsOf({ dataFolder }: System): Promise<ReadonlyMap<string, string>> {
  const { state } = await loadState(dataFolder)
  const gatewayKey = JSON.parse(state.gatewayPrivateKey.reveal()) as { readonly d: string } // an OKP key has `d`
  return new Map([
    ['the password of PostgreSQL', state.postgresPassword.reveal()],
    ['the internal secret of the system', state.internalSecret.reveal()],
    ['the secret of the webhook', state.webhookSecret.reveal()],
    ['the secret of the web client', state.webClientSecret.reveal()],
    ['the key of cookies', state.cookieKey.reveal()],
    ['the private key of the gateway', gatewayKey.d],
  ])
}
