import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const ignored = new Set(['node_modules', '.next', 'next-env.d.ts'])

/** A hash of everything the web application is built from: its own and shared files, and the versions of its packages. */
export async function sourceHash(root: string): Promise<string> {
  const folders = ['web', 'runtime', 'schema'].map((name) => join(root, name))
  const entries = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })))
  const files = entries
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(root, file)
          .split('/')
          .some((part) => ignored.has(part)),
    )
    .sort()
  const hash = createHash('sha256')
  for (const file of [...files, join(root, 'package-lock.json')])
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  return hash.digest('hex')
}

const markerIn = (root: string): string => join(root, 'web', '.next', 'built-from')

/** Whether the last build was made of exactly these sources. */
export async function isBuilt(root: string, hash: string): Promise<boolean> {
  try {
    return (await readFile(markerIn(root), 'utf8')) === hash
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

export async function markBuilt(root: string, hash: string): Promise<void> {
  await writeFile(markerIn(root), hash)
}
