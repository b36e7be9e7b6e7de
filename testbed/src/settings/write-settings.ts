import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestbedAccess } from '../access.ts'
import { makeAccounts, postgresqlAccount } from './accounts.ts'
import { kubernetesSettings } from './kubernetes-settings.ts'
import { serviceSettings } from './service-settings.ts'
import { settingsFile, type ClusterSettings } from './settings-file.ts'

/**
 * Makes accounts for a backend of each named cluster and writes the settings of each to a file that only its owner
 * reads. Answers the files by name. A cluster without a node gets its services only: no pod would ever be ready there.
 */
export async function writeSettings(
  { services, clusters }: Pick<TestbedAccess, 'services' | 'clusters'>,
  names: readonly string[],
  folder: string,
  more: Readonly<Record<string, ClusterSettings>> = {},
): Promise<ReadonlyMap<string, string>> {
  const postgresqlUrl = await postgresqlAccount(services)
  const files = new Map<string, string>()
  for (const name of names) {
    const cluster = clusters.find((one) => one.name === name && one.node) ?? null
    const accounts = await makeAccounts(services, cluster, { folder, postgresqlUrl })
    const file = join(folder, `${name}.env`)
    const { kubeconfig } = accounts
    const settings = {
      ...serviceSettings(services, accounts),
      ...(cluster !== null && kubeconfig !== null && kubernetesSettings(cluster, services, kubeconfig)),
      ...more[name],
    }
    await writeFile(file, settingsFile(settings), { mode: 0o600 })
    files.set(name, file)
  }
  return files
}
