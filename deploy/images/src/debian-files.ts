import { execFile } from 'node:child_process'
import { cp, mkdir, realpath, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Copies files of Debian into the root of an image, with exactly the shared libraries that the programs among them
 * need, and with what Debian says of their packages: licences for people, versions for scanners.
 */
export async function copyDebianFiles(
  root: string,
  files: {
    /** Programs of any origin, whose libraries are wanted. */
    readonly programs: readonly string[]
    /** Files of Debian, programs among them. */
    readonly plain: readonly string[]
    /** Libraries that are there already. */
    readonly except?: readonly string[]
  },
): Promise<void> {
  const libraries = new Set((await Promise.all(files.programs.map(librariesOf))).flat())
  for (const path of files.except ?? []) libraries.delete(path)
  const paths = [...files.plain, ...libraries]
  for (const path of paths) await copyFile(root, path)
  const packages = new Set((await Promise.all(paths.map(packageOf))).flat())
  for (const name of packages) await describePackage(root, name)
  await copyFile(root, '/etc/os-release')
}

/** The libraries that a program is loaded with, and the loader, as absolute paths. */
export async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await run('ldd', [program])
  return readLdd(stdout)
}

/** The paths in what `ldd` printed. */
export function readLdd(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    if (line.includes('not found')) throw new Error(`a library is missing:${line}`)
    const path = /(?:=> )?(\/\S+) \(0x[0-9a-f]+\)$/.exec(line.trim())?.[1]
    return path === undefined ? [] : [path]
  })
}

// In the image under the same name, but in the folder that holds it: Debian has `/lib` as a link to `/usr/lib`.
async function copyFile(root: string, path: string): Promise<void> {
  const folder = await realpath(dirname(path))
  await mkdir(join(root, folder), { recursive: true })
  await cp(await realpath(path), join(root, folder, basename(path)), { dereference: true })
}

// A package may own the path by either of its names, or what the path links to; what no package owns was made here.
async function packageOf(path: string): Promise<string[]> {
  const names = new Set([path, join(await realpath(dirname(path)), basename(path)), await realpath(path)])
  for (const name of [...names, ...Array.from(names, (one) => one.replace(/^\/usr(?=\/lib)/, ''))]) {
    try {
      const { stdout } = await run('dpkg-query', ['--search', name])
      const line = stdout.split('\n').find((one) => !one.startsWith('diversion by ')) ?? ''
      return [line.split(/[:,]/)[0] ?? '']
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 1)) throw error // 1: nobody owns it
    }
  }
  return []
}

// The form in which images without a package manager tell scanners what they are made of.
async function describePackage(root: string, name: string): Promise<void> {
  const { stdout } = await run('dpkg-query', ['--status', name])
  await mkdir(join(root, 'var/lib/dpkg/status.d'), { recursive: true })
  await writeFile(join(root, 'var/lib/dpkg/status.d', name), stdout)
  await copyFile(root, `/usr/share/doc/${name}/copyright`)
}
