import { decodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import type { OperationModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../../context.ts'
import type { OperationView } from '../../store/operations.ts'
import { topLevel } from '../errors.ts'
import { canSeeOperation } from '../visibility.ts'

/** The stored id that a global id of an operation names; null if it is none. */
export function operationKey(id: string): string | null {
  const decoded = decodeGlobalId(id)
  return decoded?.type === 'Operation' ? (decoded.parts[0] ?? null) : null
}

/** An operation by its global id, if the caller may see it. */
export async function visibleOperation(context: Context, id: string): Promise<OperationView | null> {
  return visibleView(context, operationKey(id))
}

/** An operation that another one names by its stored id, if the caller may see it. */
export async function operationIfVisible(context: Context, key: string | null): Promise<OperationModel | null> {
  return (await visibleView(context, key))?.operation ?? null
}

async function visibleView(context: Context, key: string | null): Promise<OperationView | null> {
  const view = key === null ? null : await context.load.operation.load(key)
  return view !== null && (await canSeeOperation(context, view.operation)) ? view : null
}

/** The targets and steps of an operation that is being shown. */
export async function viewOf(context: Context, { id }: Pick<OperationModel, 'id'>): Promise<OperationView> {
  const view = await context.load.operation.load(id)
  if (view === null) throw topLevel('NOT_FOUND', 'The operation is no longer kept.')
  return view
}
