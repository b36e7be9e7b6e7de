/** A subscription that the pages of this tab follow, and where it stands. */
export type Followed = {
  readonly id: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** The last cursor that came; null: from the beginning. */
  cursor: string | null
  /** The last line's time, of logs, which have no cursor. */
  since: string | null
  readonly onData: (data: unknown) => void
}

/** The variables with which it goes on where it stood. */
export function resumedVariables({ variables, cursor, since }: Followed): Readonly<Record<string, unknown>> {
  return { ...variables, ...(cursor !== null && { after: cursor }), ...(since !== null && { since }) }
}

/**
 * Takes in one message: remembers where it stands now. False for one that came before, as it does when a stream is
 * opened before the other is closed. Cursors of one subscription grow, and are compared by the server alone: here the
 * same one twice is enough, since two streams of a moment tell the same events in the same order.
 */
export function takeIn(followed: Followed, data: unknown, seen: Set<string>): boolean {
  const { cursor, at } = placeOf(data)
  if (cursor !== null) {
    if (seen.has(cursor)) return false
    seen.add(cursor)
    followed.cursor = cursor
  } else if (at !== null) followed.since = at
  return true
}

/** Every event carries its place under the one root field of its subscription. */
function placeOf(data: unknown): { readonly cursor: string | null; readonly at: string | null } {
  const [root] = typeof data === 'object' && data !== null ? Object.values(data) : []
  const fields: Readonly<Record<string, unknown>> = typeof root === 'object' && root !== null ? { ...root } : {}
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return { cursor: text(fields['cursor']), at: text(fields['at']) }
}
