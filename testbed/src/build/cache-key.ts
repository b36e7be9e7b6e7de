import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What decides what a build yields: names with their contents. */
export type Ingredients = Readonly<Record<string, string>>

/** The name that a build of these ingredients is kept under: the version for people, the hash for being right. */
export function cacheKey(version: string, ingredients: Ingredients): string {
  const hash = createHash('sha256')
  for (const [name, content] of Object.entries(ingredients).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    // Lengths first, so that moving a character from a name to a content makes another hash.
    hash.update(`${Buffer.byteLength(name)}:${Buffer.byteLength(content)}:${name}${content}`)
  }
  return `${version.replaceAll(/[^\w.-]/g, '_')}-${hash.digest('hex').slice(0, 16)}`
}

/** The files of a folder and those below it as ingredients. */
export async function filesOf(folder: string): Promise<Ingredients> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(contents))
}
