import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { programImages, type ImageName } from '@operations-manager/images/programs.ts'
import { repository } from '@operations-manager/images/root.ts'
import type { Ingredients } from '../build/cache-key.ts'

/** All that decides what a program of ours becomes in its image. */
export function programSources(name: ImageName): Promise<Ingredients> {
  return sourcesOf(['deploy/images/src', 'package-lock.json', 'schema', 'runtime', ...programImages[name].sources])
}

const ignored = new Set(['node_modules', '.next', '.turbo', '.data', 'next-env.d.ts'])

/** Files of the repository, and those in its folders, as ingredients. */
export async function sourcesOf(places: readonly string[]): Promise<Ingredients> {
  const found = await Promise.all(places.map((place) => filesBelow(join(repository, place))))
  const contents = found.flat().map(async (file) => [relative(repository, file), await readFile(file, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(contents))
}

async function filesBelow(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path]
  const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !ignored.has(name))
  const found = entries.map((entry) => {
    const inside = join(path, entry.name)
    return entry.isDirectory() ? filesBelow(inside) : Promise.resolve([inside])
  })
  return (await Promise.all(found)).flat()
}
