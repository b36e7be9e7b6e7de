import type { Services } from '../access.ts'
import type { BackendAccounts } from './accounts.ts'
import type { ClusterSettings } from './settings-file.ts'

/** What a cluster backend is told of the services of this testbed, with the accounts that were made for it. */
export function serviceSettings(
  { minio, keycloak, tls }: Services,
  { postgresqlUrl, ...accounts }: BackendAccounts,
): ClusterSettings {
  return {
    ...(tls !== null && { CERTIFICATE_AUTHORITY: tls.authority, POSTGRESQL_TLS: 'true' }),
    POSTGRESQL_URL: postgresqlUrl.reveal(),
    OBJECT_STORAGE_URL: minio.url,
    OBJECT_STORAGE_ACCESS_KEY: accounts.minio.accessKey,
    OBJECT_STORAGE_SECRET_KEY: accounts.minio.secretKey.reveal(),
    IDENTITY_URL: keycloak.url,
    IDENTITY_CLIENT_ID: accounts.keycloak.clientId,
    IDENTITY_CLIENT_SECRET: accounts.keycloak.clientSecret.reveal(),
  }
}
