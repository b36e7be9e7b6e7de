import { json, type Db, type HeldReason, type RepositoryRow } from './tables.ts'
import type { Write } from './write.ts'

/** What is known of the branch: the head whose files are the wishes, and whether a newer one is held. */
export async function readRepositoryState(db: Db, branch: string): Promise<RepositoryRow> {
  const row = await db.selectFrom('repositories').selectAll().where('branch', '=', branch).executeTakeFirst()
  return row ?? { branch, acceptedHead: null, heldHead: null, heldReason: null, heldAt: null, approvedHead: null }
}

/** The branch does not continue what was accepted: all wishes stay as they were. */
export async function holdRepository(write: Write, branch: string, head: string, reason: HeldReason): Promise<void> {
  const state = await lockState(write, branch)
  if (state.heldHead === head) return
  await write.db
    .updateTable('repositories')
    .set({ heldHead: head, heldReason: json(reason), heldAt: state.heldAt ?? write.now })
    .where('branch', '=', branch)
    .execute()
  write.emit({}, { type: 'repository', state: 'HELD', reason })
}

/** An operator accepts the held head, with the head as confirmation. `wrong`: another one is held, or none. */
export async function approveHead(write: Write, branch: string, head: string): Promise<'approved' | 'wrong'> {
  const state = await lockState(write, branch)
  if (state.heldHead === null || state.heldHead !== head) return 'wrong'
  await write.db.updateTable('repositories').set({ approvedHead: head }).where('branch', '=', branch).execute()
  return 'approved'
}

/** The files of this head are the wishes now. Ends a hold. `moved`: another replica was faster. */
export async function acceptHead(
  write: Write,
  branch: string,
  change: { readonly from: string | null; readonly to: string },
): Promise<'accepted' | 'moved'> {
  const state = await lockState(write, branch)
  if (state.acceptedHead !== change.from) return 'moved'
  await write.db
    .updateTable('repositories')
    .set({ acceptedHead: change.to, heldHead: null, heldReason: null, heldAt: null, approvedHead: null })
    .where('branch', '=', branch)
    .execute()
  if (state.heldHead !== null) write.emit({}, { type: 'repository', state: 'ACCEPTED', reason: null })
  return 'accepted'
}

async function lockState(write: Write, branch: string): Promise<RepositoryRow> {
  await write.db
    .insertInto('repositories')
    .values({ branch })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return write.db
    .selectFrom('repositories')
    .selectAll()
    .where('branch', '=', branch)
    .forUpdate()
    .executeTakeFirstOrThrow()
}
