import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { bundledPrograms } from '@operations-manager/testbed/images/bundled-programs.ts'

/**
 * The programs of a system as images have them. Whole systems run these: what is tested is what is deployed, and of
 * hundreds of starts each takes a third of the processor time.
 */
export function systemPrograms(): Promise<ReadonlyMap<string, string>> {
  return bundledPrograms({ folder: readTestbedConfig().cacheFolder, say: () => {} })
}
