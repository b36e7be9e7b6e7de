import type { Db, HeldReason, RepositoryRow } from '../store/tables.ts'
import { readDiffs, readNetDiff, type FileDiff } from './changes.ts'
import { readCommit } from './history.ts'
import { noCommit } from './paths.ts'
import type { Repository } from './repository.ts'

/** How many project files may vanish in one step by hand before an operator has to look. */
const vanishLimit = 5

export type Verdict =
  /** Nothing was ever accepted: this is the first look. */
  | { readonly type: 'first' }
  | { readonly type: 'same' }
  /** The head continues what was accepted: these are the differences, in order. */
  | { readonly type: 'continues'; readonly diffs: readonly FileDiff[] }
  /** An operator accepted a head whose past is not here: every file is to be read again. */
  | { readonly type: 'replaced' }
  /** Wishes stay as they are. `head` is what an operator has to confirm; for an emptied branch that is zeros. */
  | { readonly type: 'held'; readonly head: string; readonly reason: HeldReason }

/** Whether a head may become the wishes. Reads only. */
export async function judgeHead(
  repository: Repository,
  db: Db,
  state: RepositoryRow,
  head: string | null,
): Promise<Verdict> {
  const { acceptedHead, approvedHead } = state
  if (acceptedHead === null) return { type: 'first' }
  if (head === acceptedHead) return { type: 'same' }
  if (head === null) return { type: 'held', head: noCommit, reason: { type: 'emptied', acceptedHead } }
  const isKnown = await hasCommit(repository, acceptedHead)
  if (approvedHead !== null && (await continues(repository, approvedHead, head))) {
    return afterApproval(repository, db, { acceptedHead, approvedHead, head, isKnown })
  }
  if (!isKnown || !(await repository.isAncestor(acceptedHead, head))) {
    return { type: 'held', head, reason: { type: 'rewritten', acceptedHead } }
  }
  const diffs = await readDiffs(repository, acceptedHead, head)
  return heldIfVanished(db, repository, head, diffs)
}

type Approval = {
  readonly acceptedHead: string
  readonly approvedHead: string
  readonly head: string
  readonly isKnown: boolean
}

/** Up to the approved head everything goes, in one step; what came after it is judged like any other change. */
async function afterApproval(repository: Repository, db: Db, approval: Approval): Promise<Verdict> {
  const { acceptedHead, approvedHead, head, isKnown } = approval
  const later = approvedHead === head ? [] : await readDiffs(repository, approvedHead, head)
  const verdict = await heldIfVanished(db, repository, head, later)
  if (verdict.type === 'held') return verdict
  if (!isKnown) return { type: 'replaced' }
  return { type: 'continues', diffs: [...(await readNetDiff(repository, acceptedHead, approvedHead)), ...later] }
}

async function heldIfVanished(
  db: Db,
  repository: Repository,
  head: string,
  diffs: readonly FileDiff[],
): Promise<Extract<Verdict, { type: 'held' | 'continues' }>> {
  const projects = await vanishedByHand(db, repository, diffs)
  if (projects.length > vanishLimit) return { type: 'held', head, reason: { type: 'vanished', projects } }
  return { type: 'continues', diffs }
}

/** Projects whose file is gone at the end, apart from those that an operation of ours deleted. */
async function vanishedByHand(db: Db, repository: Repository, diffs: readonly FileDiff[]): Promise<readonly string[]> {
  const last = new Map(diffs.map((diff) => [diff.project, diff]))
  const gone = [...last.values()].filter((diff) => diff.after === null)
  if (gone.length <= vanishLimit) return []
  const trailers = new Map<string, string>()
  for (const { project, commit } of gone) {
    const { operationTrailer } = await readCommit(repository, commit)
    if (operationTrailer !== null) trailers.set(project, operationTrailer)
  }
  const ours =
    trailers.size === 0
      ? []
      : await db
          .selectFrom('operations')
          .select(['id', 'project'])
          .where('id', 'in', [...trailers.values()])
          .execute()
  return gone
    .map((diff) => diff.project)
    .filter(
      (project) => !ours.some((operation) => operation.project === project && operation.id === trailers.get(project)),
    )
    .toSorted()
}

async function hasCommit(repository: Repository, commit: string): Promise<boolean> {
  return (await repository.readObject(commit))?.type === 'commit'
}

async function continues(repository: Repository, from: string, head: string): Promise<boolean> {
  if (from === head) return true
  return (await hasCommit(repository, from)) && repository.isAncestor(from, head)
}
