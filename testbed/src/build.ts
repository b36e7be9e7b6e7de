import { imageNames } from '@operations-manager/images/programs.ts'
import type { Cache } from './build/cache.ts'
import { readTestbedConfig } from './config.ts'
import { buildHelm } from './helm/helm.ts'
import { buildImageRegistry } from './image-registry/image-registry.ts'
import { makeOwnImage } from './images/own-images.ts'
import { makeRedisImage } from './images/redis-image.ts'
import { buildKubernetes } from './kubernetes/build.ts'
import { requireLevel } from './machine/require-level.ts'
import { buildPolicyJudge } from './node/policy-judge.ts'
import { buildNodePrograms } from './node/programs.ts'
import { messages } from './run/messages.ts'
import { openRun } from './run/run-folder.ts'
import { buildKeycloak } from './services/keycloak-program.ts'
import { buildMinio } from './services/minio.ts'

/**
 * Builds every part that is not in the cache yet, so that no suite's start has to. One after the other: each build
 * uses all cores.
 */
const say = (line: string): void => console.log(line)
try {
  const config = readTestbedConfig()
  await requireLevel('node', config)
  await buildAll({ folder: config.cacheFolder, say })
  say(`Everything of the testbed is built; it is in ${config.cacheFolder}.`)
} catch (error) {
  console.error(messages(error).join('\n'))
  process.exitCode = 1
}

async function buildAll(cache: Cache): Promise<void> {
  const run = await openRun(say)
  try {
    await buildKeycloak(cache, run)
    await buildMinio(cache)
    await buildKubernetes(cache)
    await buildHelm(cache)
    await buildNodePrograms(cache)
    await buildPolicyJudge(cache)
    await makeRedisImage(cache)
    await buildImageRegistry(cache)
    for (const name of imageNames) await makeOwnImage(cache, name)
  } finally {
    await run.close()
  }
}
