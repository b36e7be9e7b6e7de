import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { NewCommit } from './edit.ts'
import { openRepository, type Repository, type RepositoryOptions } from './repository.ts'

const run = promisify(execFile)

/** For tests: a folder that `remove` takes away. */
export async function aFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'om-git-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

export function aRepository(folder: string, more: Partial<RepositoryOptions> = {}): Promise<Repository> {
  return openRepository({ folder, branch: 'main', remote: null, ...more })
}

export function aCommit(project: string, file: string | null, more: Partial<NewCommit> = {}): NewCommit {
  return {
    changes: [{ project, file }],
    author: { name: 'Alice', email: 'alice@example.org' },
    message: `Change ${project}`,
    operation: 'o-1',
    at: new Date(),
    ...more,
  }
}

/** A person with a clone, who commits by hand and pushes; gives the new head. */
export async function commitByHand(
  repository: string,
  files: Readonly<Record<string, string | null>>,
  more: { message?: string; force?: boolean; onto?: string } = {},
): Promise<string> {
  const folder = await aFolder()
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', folder.path, ...args])).stdout.trim()
  try {
    await run('git', ['clone', '--quiet', repository, folder.path])
    await git('config', 'user.name', 'Bob Hand')
    await git('config', 'user.email', 'bob@example.org')
    if (more.onto !== undefined) await git('reset', '--quiet', '--hard', more.onto)
    for (const [path, text] of Object.entries(files)) {
      if (text === null) await git('rm', '--quiet', path)
      else {
        await run('mkdir', ['-p', join(folder.path, path, '..')])
        await writeFile(join(folder.path, path), text)
        await git('add', path)
      }
    }
    await git('commit', '--quiet', '--allow-empty', '-m', more.message ?? 'By hand')
    await git('push', '--quiet', ...(more.force === true ? ['--force'] : []), 'origin', 'HEAD:main')
    return await git('rev-parse', 'HEAD')
  } finally {
    await folder.remove()
  }
}

/** Puts a hook into a bare repository. */
export async function putHook(repository: string, name: string, script: string): Promise<void> {
  const path = join(repository, 'hooks', name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
}
