import type { OperationPermissions, Permission } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import type { OperationView } from '../../store/operations.ts'
import { shownDecision, visibleProject } from '../visibility.ts'
import { isFinal } from '../../store/operation-state.ts'

/** Why the operation's own state does not allow something; null where it does. */
export function stateRefusal(view: OperationView, act: 'cancel' | 'retry' | 'revert'): string | null {
  const { operation, targets } = view
  switch (act) {
    case 'cancel':
      if (operation.saveState === 'PENDING') return 'It is not saved yet.'
      return targets.every(({ state }) => isFinal(state)) ? 'It has ended.' : null
    case 'retry':
      return targets.some(({ state }) => state === 'FAILED' || state === 'CANCELLED')
        ? null
        : 'None of its targets failed or was cancelled.'
    case 'revert':
      if (operation.revision === null || operation.saveState !== 'SAVED') return 'It has no saved change.'
      return withoutCommit.has(operation.kind) ? 'It changed nothing in the project file.' : null
  }
}

const withoutCommit: ReadonlySet<string> = new Set([
  'REFRESH_DEPLOYMENT',
  'RESTART_COMPONENT',
  'CONFIRM_REMOVAL',
  'RESTORE_RETAINED',
  'PURGE_RETAINED',
  'REISSUE_CREDENTIALS',
])

/** What the caller may do with an operation, by their rights and by its state. */
export async function operationPermissions(context: Context, view: OperationView): Promise<OperationPermissions> {
  const { project: name } = view.operation
  const project = name === null ? null : await visibleProject(context, name)
  const decide = (act: 'cancel' | 'retry' | 'revert'): Permission => {
    if (project === null) return { allowed: false, reason: 'Its project is gone.' }
    const right = context.access.to('deploy', project)
    if (!right.allowed) return shownDecision(right)
    const reason = stateRefusal(view, act)
    return { allowed: reason === null, reason }
  }
  return { cancel: decide('cancel'), retry: decide('retry'), revert: decide('revert') }
}
