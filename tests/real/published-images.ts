import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImageRegistryAccess } from '@operations-manager/testbed/access.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import {
  privateApplication,
  publishApplication,
} from '@operations-manager/testbed/image-registry/private-application.ts'
import { publishImage, publishIndex, type Published } from '@operations-manager/testbed/image-registry/publish.ts'
import { foreignProgram } from '@operations-manager/testbed/images/foreign-program.ts'
import { readStaticImages } from '@operations-manager/testbed/images/static-image.ts'
import { buildNodePrograms } from '@operations-manager/testbed/node/programs.ts'

/** The test application in a registry that gives it out to an account only, and as it is for other machines. */
export type PublishedImages = {
  readonly works: Published
  /** One image that says nothing of processors, as whoever builds on another machine pushes it. */
  readonly foreign: Published
  /** An index whose only image is for other processors. */
  readonly foreignIndex: Published
}

export async function publishImages(registry: ImageRegistryAccess): Promise<PublishedImages> {
  const cache = { folder: readTestbedConfig().cacheFolder, say: () => {} }
  const { testApplication } = await buildNodePrograms(cache)
  const [here, other] = process.arch === 'x64' ? (['amd64', 'arm64'] as const) : (['arm64', 'amd64'] as const)
  const folder = await mkdtemp(join(tmpdir(), 'om-images-'))
  try {
    const program = join(folder, 'foreign')
    await writeFile(program, foreignProgram(await readFile(testApplication), here))
    const [foreign] = await readStaticImages([privateApplication(program)])
    if (foreign === undefined) throw new Error('the image was not made')
    const away = await publishImage(registry, { ...foreign, architecture: other }, 'private/away:1')
    return {
      works: await publishApplication(registry, testApplication, 'private/sign:1'),
      foreign: await publishImage(registry, foreign, 'private/foreign:1'),
      foreignIndex: await publishIndex(registry, away, 'private/foreign:index'),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
