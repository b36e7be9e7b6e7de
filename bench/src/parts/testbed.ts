import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClusterAccess, ImageRegistryAccess, Services } from '@operations-manager/testbed/access.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import type { Level } from '@operations-manager/testbed/level.ts'
import { MissingError, requireLevel } from '@operations-manager/testbed/machine/require-level.ts'
import { makeAccounts, postgresqlAccount } from '@operations-manager/testbed/settings/accounts.ts'
import { kubernetesSettings } from '@operations-manager/testbed/settings/kubernetes-settings.ts'
import { serviceSettings } from '@operations-manager/testbed/settings/service-settings.ts'
import type { ClusterSettings } from '@operations-manager/testbed/settings/settings-file.ts'
import { startTestbed } from '@operations-manager/testbed/testbed.ts'

/** Real backends of a bench's own: one cluster, and what a cluster backend over it is told. */
export type BenchTestbed = {
  readonly cluster: ClusterAccess
  readonly services: Services
  /** Null where no pods run. */
  readonly imageRegistry: ImageRegistryAccess | null
  readonly settings: ClusterSettings
  /** For files that go with it. */
  readonly folder: string
}

/** Runs over a testbed of its own and ends it; where the machine cannot have one, says why, loudly, and answers `[]`. */
export async function overTestbed<Result>(
  level: Exclude<Level, 'services'>,
  work: (testbed: BenchTestbed) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const config = readTestbedConfig()
  try {
    await requireLevel(level, config)
  } catch (error) {
    if (!(error instanceof MissingError) || config.isBuildServer) throw error
    console.log(`  LEFT OUT, nothing was measured. ${error.message}`)
    return []
  }
  const testbed = await startTestbed({ level, clusters: 1, config, say: (line) => console.error(`  ${line}`) })
  const folder = await mkdtemp(join(tmpdir(), 'bench-testbed-'))
  try {
    const { services, clusters, imageRegistry } = testbed.access
    const cluster = clusters[0]
    if (cluster === undefined) throw new Error('the testbed has no cluster')
    const accounts = await makeAccounts(services, cluster, { folder, postgresqlUrl: await postgresqlAccount(services) })
    if (accounts.kubeconfig === null) throw new Error('there is no account at the cluster')
    const settings = {
      ...serviceSettings(services, accounts),
      ...kubernetesSettings(cluster, services, accounts.kubeconfig),
    }
    return await work({ cluster, services, imageRegistry, settings, folder })
  } finally {
    await testbed.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
