import { join } from 'node:path'
import { programImages } from '@operations-manager/images/programs.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { cached, type Cache } from '../build/cache.ts'
import { programSources } from './sources.ts'

/**
 * The path of a program of ours as it is in its image: one module, made of the sources as they are. It is there in a
 * third of the time that Node takes to read the sources themselves.
 */
export async function bundledProgram(cache: Cache, name: 'gateway' | 'registry' | 'cluster-backend'): Promise<string> {
  const { title, made } = programImages[name]
  const folder = await cached(cache, {
    part: `program-${name}`,
    version: manifest.version,
    ingredients: await programSources(name),
    saying: `bundling ${name} (some seconds)`,
    build: async (goal) => {
      const { bundle } = await import('@operations-manager/images/bundle.ts')
      await bundle(title, made, goal)
    },
  })
  return join(folder, 'main.js')
}
