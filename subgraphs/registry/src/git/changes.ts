import type { RepositoryChange } from './change.ts'
import { RepositoryUnavailable } from './errors.ts'
import { isVerified, readCommit } from './history.ts'
import { noCommit, projectOfPath } from './paths.ts'
import type { Repository } from './repository.ts'

/** What one commit did to a project file; the blobs are not read yet. */
export type FileDiff = {
  readonly commit: string
  readonly project: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * What the branch did to project files from one commit to a later one, in order. Each commit of the branch's own line
 * counts on its own (a merge as one). Where that line does not lead back to `from`, all of it is one step.
 */
export async function readDiffs(repository: Repository, from: string, to: string): Promise<readonly FileDiff[]> {
  const args = ['rev-list', '--first-parent', '--parents', '--reverse', `${from}..${to}`]
  const lines = (await repository.git.must('read the new commits', args)).split('\n').filter((line) => line !== '')
  const steps = lines.map((line) => line.split(' ').slice(0, 2))
  if (steps.length === 0) return []
  if (steps[0]?.[1] !== from) return diff(repository, [[to, from]])
  return diff(repository, steps)
}

/** The difference between two commits as one step, also where neither leads to the other. */
export function readNetDiff(repository: Repository, from: string, to: string): Promise<readonly FileDiff[]> {
  return diff(repository, [[to, from]])
}

async function diff(repository: Repository, steps: readonly (readonly string[])[]): Promise<readonly FileDiff[]> {
  const input = steps.map((step) => `${step.join(' ')}\n`).join('')
  const args = ['diff-tree', '--stdin', '--root', '-r', '-z', '--no-renames', '--full-index', '--', 'projects']
  return parseDiffs(await repository.git.must('compare the files', args, input))
}

/** `<commit> NUL`, then for each file `:<mode> <mode> <blob> <blob> <letter> NUL <path> NUL`. */
function parseDiffs(output: string): readonly FileDiff[] {
  const diffs: FileDiff[] = []
  const parts = output.split('\0')
  let commit = ''
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? ''
    if (!part.startsWith(':')) {
      commit = part
      continue
    }
    const [, , before = noCommit, after = noCommit] = part.slice(1).split(' ')
    index += 1
    const project = projectOfPath(parts[index] ?? '')
    const blob = (id: string): string | null => (/^0+$/.test(id) ? null : id)
    if (project !== null) diffs.push({ commit, project, before: blob(before), after: blob(after) })
  }
  return diffs
}

/** The diffs with their texts and who made them. */
export async function readChanges(
  repository: Repository,
  diffs: readonly FileDiff[],
  allowedSignersFile: string | null,
): Promise<readonly RepositoryChange[]> {
  const changes: RepositoryChange[] = []
  for (const { commit, project, before, after } of diffs) {
    const { author, at, message, operationTrailer, isSigned } = await readCommit(repository, commit)
    const verified = isSigned && (await isVerified(repository, commit, allowedSignersFile))
    const texts = { before: await readText(repository, before), after: await readText(repository, after) }
    changes.push({ project, ...texts, commit, author, at, message, verified, operationTrailer })
  }
  return changes
}

async function readText(repository: Repository, blob: string | null): Promise<string | null> {
  if (blob === null) return null
  const object = await repository.readObject(blob)
  if (object === null) throw new RepositoryUnavailable('broken', `The repository does not have the file ${blob}.`)
  return object.content.toString('utf8')
}
