import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isBuilt, markBuilt, sourceHash } from '@operations-manager/sandbox/web/build.ts'
import { buildEnvironment } from './config.ts'
import { repository } from './root.ts'

const web = join(repository, 'web')

/** Writes the web application with what of its packages it needs, built anew if it is not built of these sources. */
export async function writeWeb(folder: string): Promise<void> {
  const hash = await sourceHash(repository)
  if (!(await isBuilt(repository, hash))) {
    await build()
    await markBuilt(repository, hash)
  }
  await mkdir(folder, { recursive: true })
  await cp(join(web, '.next', 'standalone'), folder, { recursive: true, verbatimSymlinks: true })
  await cp(join(web, '.next', 'static'), join(folder, 'web', '.next', 'static'), { recursive: true })
  // Of packages that the framework brings for machines of other kinds, or for pictures, which no page has.
  for (const unneeded of ['@img', 'sharp']) {
    await rm(join(folder, 'node_modules', unneeded), { recursive: true, force: true })
  }
}

async function build(): Promise<void> {
  const next = createRequire(join(web, 'package.json')).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], { cwd: web, env: buildEnvironment(), stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('the web application could not be built')
}
