import type { AcceptRepositoryHeadInput, Repository } from '@operations-manager/schema/generated/registry.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { recordIn } from '../../audit/attempt.ts'
import type { Context } from '../../context.ts'
import { approveHead, readRepositoryState } from '../../store/repository-state.ts'
import type { HeldReason } from '../../store/tables.ts'
import { write } from '../../store/write.ts'
import { requireOperator } from '../visibility.ts'

/** The projects repository as it stands. */
export async function shownRepository({ app }: Context): Promise<Repository> {
  const state = await readRepositoryState(app.db, app.branch)
  return {
    acceptedHead: state.acceptedHead,
    heldHead: state.heldHead,
    heldBecause: state.heldReason === null ? null : sentenceOf(state.heldReason),
    heldSince: state.heldAt,
    unavailable: await app.repositoryFault(),
  }
}

function sentenceOf(reason: HeldReason): string {
  switch (reason.type) {
    case 'rewritten':
      return `The branch does not continue ${reason.acceptedHead}, whose files are the wishes: its history was rewritten, or it is another repository.`
    case 'vanished':
      return `The files of ${reason.projects.length} projects vanished in one step: ${reason.projects.join(', ')}.`
    case 'emptied':
      return 'The branch is gone.'
  }
}

/** Goes on with a held head, which the operator names whole. */
export async function acceptHead(context: Context, { head, clientMutationId = null }: AcceptRepositoryHeadInput) {
  requireOperator(context)
  const { app, access } = context
  const result = await write(app.db, async (tx) => {
    const outcome = await approveHead(tx, app.branch, head)
    if (outcome === 'approved') recordIn(tx, access.attempt, { detail: { head } })
    return outcome
  })
  if (result === 'approved') await app.readBranch()
  const message = 'This is not the head that is held. Look at `repository` and name its `heldHead`.'
  const problems = result === 'approved' ? [] : [problem('CONFIRMATION_WRONG', message, { path: ['head'] })]
  return { repository: await shownRepository(context), problems, clientMutationId }
}
