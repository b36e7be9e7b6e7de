import { execFile } from 'node:child_process'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { decodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'

const run = promisify(execFile)
const environment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Dana Visser',
  GIT_AUTHOR_EMAIL: 'dana@example.org',
  GIT_COMMITTER_NAME: 'Dana Visser',
  GIT_COMMITTER_EMAIL: 'dana@example.org',
  LC_ALL: 'C',
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, ...args], { env: environment, maxBuffer: 10 ** 8 })
  return stdout
}

/** The projects repository as somebody with a clone of it sees it. */
export class Repository {
  readonly folder: string
  readonly #clone: string

  constructor(folder: string) {
    this.folder = folder
    this.#clone = `${folder}.clone`
  }

  /** A bare repository of somebody else, which the system only knows as a remote. */
  static async make(folder: string): Promise<Repository> {
    await mkdir(folder, { recursive: true })
    await git(folder, ['init', '--quiet', '--bare', '--initial-branch=main'])
    return new Repository(folder)
  }

  async head(): Promise<string> {
    return (await git(this.folder, ['rev-parse', 'refs/heads/main'])).trim()
  }

  file(project: string): Promise<string> {
    return this.fileAt(project, 'main')
  }

  fileAt(project: string, revision: string): Promise<string> {
    return git(this.folder, ['show', `${revision}:projects/${project}.yaml`])
  }

  /** The commits that changed a project's file, the oldest first. */
  async commits(project: string): Promise<readonly { readonly id: string; readonly operation: string | null }[]> {
    const format = '--format=%H %(trailers:key=Operation,valueonly,separator=%x2C)'
    const lines = await git(this.folder, ['log', '--reverse', format, 'main', '--', `projects/${project}.yaml`])
    return lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [id = '', operation = ''] = line.split(' ')
        return { id, operation: operation === '' ? null : operation }
      })
  }

  /** The commits that carry this operation (its global id), wherever they are. */
  async commitsOf(operation: string): Promise<readonly string[]> {
    const id = decodeGlobalId(operation)?.parts[0]
    if (id === undefined) throw new Error(`${operation} is no operation's id`)
    const found = await git(this.folder, ['log', '--all', '--format=%H', `--grep=^Operation: ${id}$`])
    return found.split('\n').filter((line) => line !== '')
  }

  /** Commits by hand and pushes, as somebody at the command line does; answers the commit. */
  async commitByHand(changes: Readonly<Record<string, string | null>>, message: string): Promise<string> {
    await rm(this.#clone, { recursive: true, force: true })
    await git(dirname(this.folder), ['clone', '--quiet', this.folder, this.#clone])
    for (const [project, text] of Object.entries(changes)) {
      const path = join(this.#clone, 'projects', `${project}.yaml`)
      await mkdir(dirname(path), { recursive: true })
      if (text === null) await rm(path)
      else await writeFile(path, text)
    }
    await git(this.#clone, ['add', '--all'])
    await git(this.#clone, ['commit', '--quiet', '-m', message])
    await git(this.#clone, ['push', '--quiet', 'origin', 'HEAD:main'])
    return (await git(this.#clone, ['rev-parse', 'HEAD'])).trim()
  }

  /** Takes the last commits of the branch away, as a forced push does. */
  async rewind(commits: number): Promise<void> {
    await git(this.folder, ['update-ref', 'refs/heads/main', `main~${commits}`])
  }

  /** From now on every push is refused, until the answered function is called. */
  async refusePushes(): Promise<() => Promise<void>> {
    const hook = join(this.folder, 'hooks', 'pre-receive')
    await mkdir(dirname(hook), { recursive: true })
    await writeFile(hook, '#!/bin/sh\necho "Pushes are closed for maintenance." >&2\nexit 1\n')
    await chmod(hook, 0o755)
    return () => rm(hook)
  }
}
