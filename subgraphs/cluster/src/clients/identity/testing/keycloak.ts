import { inject } from 'vitest'
import '@operations-manager/testbed/vitest/provided.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { makeAccount } from '../account.ts'
import type { IdentityAddress } from '../connection.ts'

const timeoutMs = 20_000
let account: Promise<IdentityAddress> | null = null

/** The address of the testbed's Keycloak for the backend's own account, which is made of the bootstrap client. */
export function keycloakAddress(): Promise<IdentityAddress> {
  account ??= openAccount()
  return account
}

async function openAccount(): Promise<IdentityAddress> {
  const { url, clientId, clientSecret } = inject('services').keycloak
  const bootstrap = { url, clientId, clientSecret: new Secret(clientSecret), certificateAuthority: null, timeoutMs }
  // Several files do this at the same time, each for an account of its own.
  const name = `operations-manager-${process.pid}-${crypto.randomUUID().slice(0, 8)}`
  const own = await makeAccount(bootstrap, name, new Secret(crypto.randomUUID()))
  return { ...bootstrap, ...own, workloadUrl: url }
}
