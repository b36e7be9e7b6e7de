import type { OperationState } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { listOperations } from '../../store/operations.ts'
import { connection, decodeCursor, pageSize } from '../connection.ts'

type PageArgs = {
  readonly first?: number | null
  readonly after?: string | null
  readonly state?: readonly OperationState[] | null
}

/** A page of operations, the newest first. */
export async function operationPage(
  context: Context,
  of: { readonly project: string } | { readonly deployment: string },
  args: PageArgs,
) {
  const first = pageSize(args.first, 20)
  const { state } = args
  const filter = { ...of, ...(state === null || state === undefined || state.length === 0 ? {} : { states: state }) }
  const page = await listOperations(context.app.db, filter, { first, after: decodeCursor(args.after) })
  return connection(page, (row) => row.id, args.after)
}
