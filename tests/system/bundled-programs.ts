import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { bundledProgram } from '@operations-manager/testbed/images/bundled-program.ts'

/**
 * The programs of a system as images have them. Whole systems run these: what is tested is what is deployed, and of
 * hundreds of starts each takes a third of the processor time.
 */
export async function bundledPrograms() {
  const cache = { folder: readTestbedConfig().cacheFolder, say: () => {} }
  const [registry, gateway, backend] = await Promise.all([
    bundledProgram(cache, 'registry'),
    bundledProgram(cache, 'gateway'),
    bundledProgram(cache, 'cluster-backend'),
  ])
  return { registry, gateway, 'cluster-backend': backend }
}
