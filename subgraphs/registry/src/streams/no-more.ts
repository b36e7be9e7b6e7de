import type { Access } from '../access/access.ts'

/** What a reader is told whose right to a stream ended while it ran. */
export function noMore({ isOver }: Pick<Access, 'isOver'>) {
  return isOver
    ? { message: 'The token was revoked or has expired.', extensions: { code: 'UNAUTHENTICATED' } }
    : { message: 'You may not follow this any more.', extensions: { code: 'FORBIDDEN' } }
}
