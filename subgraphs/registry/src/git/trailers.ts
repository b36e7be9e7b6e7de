import { readCommit } from './history.ts'
import type { Repository } from './repository.ts'

/**
 * Finds the commits of operations by their trailer, on the branch, committed since a time (with an hour to spare for
 * clocks that differ): operation → the oldest such commit. What is not found is not in the branch as it is known here;
 * with a remote call `refresh` first.
 */
export async function findOperationCommits(
  repository: Repository,
  operations: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const head = await repository.readHead()
  if (head === null || operations.length === 0) return found
  const seconds = Math.floor(since.getTime() / 1000) - 3_600
  const args = ['rev-list', `--since-as-filter=${seconds}`, '--grep=^Operation: ', head]
  const ids = (await repository.git.must('look for operations', args)).split('\n').filter((line) => line !== '')
  const wanted = new Set(operations)
  // The newest comes first, so the oldest commit of an operation is what stays: a copy of it is a later one.
  for (const id of ids) {
    const { operationTrailer } = await readCommit(repository, id)
    if (operationTrailer !== null && wanted.has(operationTrailer)) found.set(operationTrailer, id)
  }
  return found
}
