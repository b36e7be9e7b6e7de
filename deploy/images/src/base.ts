import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { copyDebianFiles, librariesOf } from './debian-files.ts'
import { repository } from './root.ts'
import { accountId, nodeInImage } from './run-settings.ts'

/** Node's own program, from the package that all of the repository runs on. */
export const nodeProgram = join(
  dirname(createRequire(join(repository, 'package.json')).resolve('node/package.json')),
  'bin/node',
)

/** Fills a folder with what all images have: Node, its libraries, certificates of public authorities, one account. */
export async function writeBase(root: string): Promise<void> {
  for (const folder of ['usr/lib64', 'usr/lib', 'usr/bin']) await mkdir(join(root, folder), { recursive: true })
  for (const name of ['lib', 'lib64', 'bin']) await symlink(`usr/${name}`, join(root, name))
  await copyDebianFiles(root, { programs: [nodeProgram], plain: ['/etc/ssl/certs/ca-certificates.crt'] })
  await mkdir(dirname(join(root, nodeInImage)), { recursive: true })
  await copyFile(nodeProgram, join(root, nodeInImage))
  await chmod(join(root, nodeInImage), 0o755)
  await writeFile(join(root, 'etc/passwd'), accounts.map(({ name, id }) => passwd(name, id)).join(''))
  await writeFile(join(root, 'etc/group'), accounts.map(({ name, id }) => `${name}:x:${id}:\n`).join(''))
  await writeFile(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n')
}

/** The libraries that every image has. */
export function baseLibraries(): Promise<string[]> {
  return librariesOf(nodeProgram)
}

const accounts = [
  { name: 'root', id: 0 },
  { name: 'nonroot', id: accountId },
] as const

function passwd(name: string, id: number): string {
  return `${name}:x:${id}:${id}:${name}:/nonexistent:/usr/sbin/nologin\n`
}
