import { topLevel } from './errors.ts'

export const maxPageSize = 100

/** How many items a page holds; refuses what is out of bounds. */
export function pageSize(first: number | null | undefined, normal: number): number {
  const size = first ?? normal
  if (Number.isInteger(size) && size >= 1 && size <= maxPageSize) return size
  throw topLevel('BAD_USER_INPUT', `\`first\` is ${size}; it must be between 1 and ${maxPageSize}.`)
}

/** A cursor that says where an item stands; opaque, so that it can change its form. */
export function encodeCursor(key: string): string {
  return Buffer.from(`after:${key}`, 'utf8').toString('base64url')
}

/** Reads a cursor back; null where none was given. */
export function decodeCursor(cursor: string | null | undefined): string | null {
  if (cursor === null || cursor === undefined) return null
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (text.startsWith('after:')) return text.slice('after:'.length)
  throw topLevel(
    'BAD_USER_INPUT',
    '`after` is no cursor of this list. Send an `endCursor` or `cursor` of a page before.',
  )
}

type Page<Row> = { readonly rows: readonly Row[]; readonly hasNextPage: boolean }

/** The form of a page that clients know from elsewhere. */
export function connection<Row>(page: Page<Row>, keyOf: (row: Row) => string, after: string | null | undefined) {
  const edges = page.rows.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }))
  return {
    edges,
    nodes: page.rows,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== null && after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
