import { clientIdName } from '@operations-manager/schema/names/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Outputs } from '../../credentials/outputs.ts'
import type { Instance } from '../instance.ts'
import { defaultScopes, realmOf, type IdentitySettings } from './realm/wish.ts'

/** What is wished of a sign-in client. */
export type ClientWish = {
  /** Full addresses of the deployment, and of a developer's machine where that is asked for. */
  readonly addresses: readonly string[]
  readonly serviceAccount: boolean
  readonly reissue: string | undefined
}

export type ClientInstance = Instance & {
  readonly realm: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly settings: IdentitySettings
}

export function clientInstance(instance: Instance, settings: IdentitySettings): ClientInstance {
  const { owner } = instance
  return {
    ...instance,
    realm: realmOf(owner.project, owner.cluster, settings),
    clientId: clientIdName(owner),
    scopes: defaultScopes(settings),
    settings,
  }
}

/** What workloads get, under the keys that the service type declares. */
export function clientOutputs({ realm, clientId, settings }: ClientInstance, clientSecret: Secret): Outputs {
  const at = (url: string): string => `${url.replace(/\/$/, '')}/realms/${encodeURIComponent(realm)}`
  const discoveryUrl = `${at(settings.workloadUrl)}/.well-known/openid-configuration`
  return { clientId, clientSecret, discoveryUrl, issuer: at(settings.publicUrl) }
}
