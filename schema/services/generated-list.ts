import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders in this one that have such a file, sorted so that what is made of them is the same everywhere. */
export function foldersWith(file: string, folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, file)))
    .map((entry) => entry.name)
    .toSorted()
}

/** Writes a generated file where it is not so already; says whether it differed. */
export function writeGenerated(path: string, source: string): boolean {
  const differs = !existsSync(path) || readFileSync(path, 'utf8') !== source
  if (differs) writeFileSync(path, source)
  return differs
}

/** A folder's name as one of a variable: `object-storage` is `objectStorage`. */
export function variableName(folder: string): string {
  return folder.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
