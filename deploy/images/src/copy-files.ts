import { cp, glob, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { repository } from './root.ts'

const resolve = createRequire(join(repository, 'package.json')).resolve

/** Copies what is needed of packages that stay packages, so that the bundle beside them finds them by name. */
export async function copyPackages(
  packages: Readonly<Record<string, readonly string[]>>,
  folder: string,
): Promise<void> {
  for (const [name, patterns] of Object.entries(packages)) {
    const from = dirname(resolve(`${name}/package.json`))
    for (const pattern of patterns) await copyMatching(from, pattern, join(folder, 'node_modules', name))
  }
}

/** Copies the files of a folder that match a pattern to the same paths below another one; one has to match. */
export async function copyMatching(from: string, pattern: string, to: string): Promise<void> {
  const paths: string[] = []
  for await (const path of glob(pattern, { cwd: from })) paths.push(path)
  if (paths.length === 0) throw new Error(`no file of ${from} is ${pattern}`)
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true })
    await cp(join(from, path), join(to, path))
  }
}
