import type { Services } from './access.ts'

/** Settings of one cluster backend, by name. */
export type ClusterSettings = Readonly<Record<string, string>>

/**
 * What a cluster backend is told to work over this testbed. It works as the administrator of each service here; what
 * is not named stays simulated.
 */
export function settingsFor({ postgresqlUrl, minio, keycloak }: Services): ClusterSettings {
  return {
    POSTGRESQL_URL: postgresqlUrl,
    OBJECT_STORAGE_URL: minio.url,
    OBJECT_STORAGE_ACCESS_KEY: minio.accessKey,
    OBJECT_STORAGE_SECRET_KEY: minio.secretKey,
    IDENTITY_URL: keycloak.url,
    IDENTITY_CLIENT_ID: keycloak.clientId,
    IDENTITY_CLIENT_SECRET: keycloak.clientSecret,
  }
}

/** The settings as a file of `NAME=value` lines. Throws for a value that such a line cannot hold. */
export function settingsFile(settings: ClusterSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (/['\n\r]/.test(value)) throw new Error(`The setting ${name} has a quote or a line break.`)
      return `${name}='${value}'\n`
    })
    .join('')
}
