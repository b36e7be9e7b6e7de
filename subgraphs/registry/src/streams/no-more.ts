/** What a reader is told whose right to a stream ended while it ran. */
export const noMore = { message: 'You may not follow this any more.', extensions: { code: 'FORBIDDEN' } }
