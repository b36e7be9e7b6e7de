/** The smallest single change that makes one text another: what both begin and end with stays, and so do cursors there. */
export type TextChange = { readonly from: number; readonly to: number; readonly insert: string }

export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let end = 0
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}
