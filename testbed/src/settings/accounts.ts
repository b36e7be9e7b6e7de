import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { makeAdministrator } from '@operations-manager/sandbox/postgres/administrator.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { makeAccount } from '../../../subgraphs/cluster/src/clients/identity/account.ts'
import { openConnection } from '../../../subgraphs/cluster/src/clients/object-storage/connection.ts'
import { makePlatformAccount } from '../../../subgraphs/cluster/src/clients/object-storage/platform-account.ts'
import type { ClusterAccess, Services } from '../access.ts'
import { makeKubernetesAccount } from './kubernetes-account.ts'

/** What one cluster backend signs in with: accounts of its own, with the rights that `deploy/` gives and no others. */
export type BackendAccounts = {
  readonly postgresqlUrl: Secret
  readonly minio: { readonly accessKey: string; readonly secretKey: Secret }
  readonly keycloak: { readonly clientId: string; readonly clientSecret: Secret }
  /** The path of a kubeconfig; `null` where there is no cluster. */
  readonly kubeconfig: string | null
}

const timeoutMs = 30_000

/**
 * Makes the accounts of one cluster backend; files of theirs go to `folder`. The account at PostgreSQL is one for all
 * backends of the testbed, as the server is (`postgresqlAccount`).
 */
export async function makeAccounts(
  services: Services,
  cluster: ClusterAccess | null,
  { folder, postgresqlUrl }: { readonly folder: string; readonly postgresqlUrl: Secret },
): Promise<BackendAccounts> {
  const name = `backend-${randomUUID().slice(0, 8)}`
  const kubeconfig = cluster === null ? null : join(folder, `${name}.kubeconfig`)
  const minio = await minioAccount(services)
  const keycloak = await keycloakAccount(services, name)
  if (cluster !== null && kubeconfig !== null) await makeKubernetesAccount(cluster, kubeconfig)
  return { postgresqlUrl, minio, keycloak, kubeconfig }
}

/** The account that cluster backends administer this PostgreSQL with; its password is a new one each time. */
export async function postgresqlAccount({ postgresqlUrl }: Services): Promise<Secret> {
  const options = { account: 'operations_manager', installation: null, ownsServer: true }
  const url = new URL((await makeAdministrator(new Secret(postgresqlUrl), options)).reveal())
  url.search = '' // how it is reached over TLS is a setting of its own
  return new Secret(url.href)
}

async function minioAccount({
  minio: { url, accessKey, secretKey },
  tls,
}: Services): Promise<BackendAccounts['minio']> {
  const limits = { region: 'us-east-1', certificateAuthority: tls?.authority ?? null, timeoutMs, connections: 2 }
  const connection = openConnection({ url, ...limits })
  try {
    const { account } = await makePlatformAccount(connection, { accessKey, secretKey: new Secret(secretKey) })
    return account
  } finally {
    await connection.close()
  }
}

async function keycloakAccount(
  { keycloak: { url, clientId, clientSecret }, tls }: Services,
  name: string,
): Promise<BackendAccounts['keycloak']> {
  const bootstrap = {
    url,
    clientId,
    clientSecret: new Secret(clientSecret),
    certificateAuthority: tls?.authority ?? null,
    timeoutMs,
  }
  return await makeAccount(bootstrap, name, new Secret(randomBytes(24).toString('base64url')))
}
