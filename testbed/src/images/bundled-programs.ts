import { join } from 'node:path'
import {
  imageNames,
  programImages,
  type BundledPrograms,
  type ImageName,
  type ProgramImage,
} from '@operations-manager/images/programs.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { cached, type Cache } from '../build/cache.ts'
import { programSources } from './sources.ts'

/**
 * Our programs as they are in their images, one module each, made of the sources as they are: by the module of the
 * sources that a program begins with. They are there in a third of the time that Node takes to read the sources.
 */
export async function bundledPrograms(cache: Cache): Promise<ReadonlyMap<string, string>> {
  const bundled = imageNames.map(async (name) => {
    const { title, made }: ProgramImage = programImages[name]
    return made.by === 'rolldown' ? [[made.entries.main, await bundleOf(cache, name, title, made)] as const] : []
  })
  return new Map((await Promise.all(bundled)).flat())
}

async function bundleOf(cache: Cache, name: ImageName, title: string, programs: BundledPrograms): Promise<string> {
  const folder = await cached(cache, {
    part: `program-${name}`,
    version: manifest.version,
    ingredients: await programSources(name),
    saying: `bundling ${name} (some seconds)`,
    build: async (goal) => {
      const { bundle } = await import('@operations-manager/images/bundle.ts')
      await bundle(title, programs, goal)
    },
  })
  return join(folder, 'main.js')
}
