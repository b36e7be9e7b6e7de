import { parseCommit } from './commit-object.ts'
import type { Author } from './edit.ts'
import { RepositoryUnavailable } from './errors.ts'
import { isObjectId, pathOfProject } from './paths.ts'
import type { Repository } from './repository.ts'

/** One commit, and the project's file as it was after it. */
export type CommittedFile = {
  readonly project: string
  readonly commit: string
  /** The commit before it in the branch; null for the very first. */
  readonly parent: string | null
  readonly author: Author
  readonly at: Date
  /** Without the trailer. */
  readonly message: string
  /** Whether its signature is one of the configured signers'. */
  readonly verified: boolean
  readonly operationTrailer: string | null
  /** null: the file is not there (any more). */
  readonly file: string | null
  /** The file before this commit; null: it was not there yet. */
  readonly before: string | null
}

export type History = {
  /** Ids of the commits that changed the project's file, the newest first; `after` is the last id of the page before. */
  list(project: string, page: { readonly first: number; readonly after: string | null }): Promise<readonly string[]>
  /** One commit; null if the branch does not contain it. */
  read(project: string, commit: string): Promise<CommittedFile | null>
}

/** The history of project files, as it is in the repository. */
export function createHistory(repository: Repository, allowedSignersFile: string | null = null): History {
  return {
    list: async (project, page) => {
      const start = page.after ?? (await repository.readHead())
      if (start === null || !isObjectId(start) || !(await isInBranch(repository, start))) return []
      const skip = page.after === null ? 0 : 1
      const args = ['rev-list', `--max-count=${page.first}`, `--skip=${skip}`, start, '--', pathOfProject(project)]
      const ids = await repository.git.must('read the history', args)
      return ids.split('\n').filter((line) => line !== '')
    },
    read: async (project, commit) => {
      if (!isObjectId(commit) || !(await isInBranch(repository, commit))) return null
      const parsed = await readCommit(repository, commit)
      const { parents, author, at, message, operationTrailer } = parsed
      const [parent = null] = parents
      const file = await repository.readFile(project, commit)
      const before = parent === null ? null : await repository.readFile(project, parent)
      const verified = parsed.isSigned && (await isVerified(repository, commit, allowedSignersFile))
      return { project, commit, parent, author, at, message, verified, operationTrailer, file, before }
    },
  }
}

/** A commit object that has to be there. */
export async function readCommit(repository: Repository, commit: string): Promise<ReturnType<typeof parseCommit>> {
  const object = await repository.readObject(commit)
  if (object?.type !== 'commit') {
    throw new RepositoryUnavailable('broken', `The repository does not have the commit ${commit}.`)
  }
  return parseCommit(object.content.toString('utf8'))
}

/** Whether the commit's signature is by one of the configured signers. Without a list of them none is. */
export async function isVerified(repository: Repository, commit: string, signersFile: string | null): Promise<boolean> {
  if (signersFile === null) return false
  const settings = ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${signersFile}`]
  const result = await repository.git.run([...settings, 'verify-commit', commit])
  return result.exitCode === 0
}

async function isInBranch(repository: Repository, commit: string): Promise<boolean> {
  const head = await repository.readHead()
  if (head === null || (await repository.readObject(commit))?.type !== 'commit') return false
  return head === commit || repository.isAncestor(commit, head)
}
