import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'

/** A part of the text to be replaced. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string }

/** The text with parts replaced; they do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  // Of two at the same place, the first one stands before the second in the result.
  return splices
    .toReversed()
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), text)
}

/** How lines end in this text. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  // A search that begins before the text would look at its first character.
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end < 0) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

/** Where the next line begins; the end of the text if there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** Where a node begins, without what stands before it (an anchor). */
export function startOf(node: Node): number {
  return node.range?.[0] ?? 0
}

/** Where the last character of a node's own content ends: no comment, no line break behind it. */
export function endOf(text: string, node: Node): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1)
    return last === undefined ? startOf(node) : endOfEntry(text, last.key as Node, last.value as Node | null) // nodes
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1)
    return last === undefined ? startOf(node) : endOf(text, last as Node) // a parsed document has nothing else
  }
  const end = node.range?.[1] ?? 0
  const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
  if (!isBlock) return end
  // The last line break of a block text belongs to the line, not to what stands in it.
  if (text[end - 1] !== '\n') return end
  return text[end - 2] === '\r' ? end - 2 : end - 1
}

/** Where an entry of a map ends: its value, or its colon where no value stands, or its key where no colon does. */
export function endOfEntry(text: string, key: Node, value: Node | null): number {
  if (value !== null && !isAbsent(value)) return endOf(text, value)
  const end = key.range?.[1] ?? 0
  return end + (/^[ \t]*:/.exec(text.slice(end, end + 80))?.[0].length ?? 0)
}

/** True if a node stands inside brackets, or is a single value, so that it can be put behind its key. */
export function isInline(node: Node): boolean {
  return isScalar(node) || isAlias(node) || ((isMap(node) || isSeq(node)) && node.flow === true)
}

/** True if nothing at all stands where a value could be. */
export function isAbsent(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '')
}

/** Which column something stands in, counted from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** True if nothing but blanks stands before an offset in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/** The end of an entry's lines, comments included that stand deeper than the entry itself. */
export function linesEnd(text: string, contentEnd: number, column: number): number {
  let end = lineEnd(text, contentEnd)
  let look = end
  while (look < text.length) {
    const start = nextLine(text, look)
    if (start >= text.length) break
    const stop = lineEnd(text, start)
    const line = text.slice(start, stop)
    const isDeeperComment = line.trimStart().startsWith('#') && line.length - line.trimStart().length > column
    if (!isDeeperComment && line.trim() !== '') break
    if (isDeeperComment) end = stop
    look = stop
  }
  return end
}

/** The start of an entry's lines, comments included that stand directly above it in the same column. */
export function linesStart(text: string, offset: number): number {
  const column = columnOf(text, offset)
  let start = lineStart(text, offset)
  while (start > 0) {
    const above = lineStart(text, start - 1)
    const line = text.slice(above, lineEnd(text, above))
    const indent = line.length - line.trimStart().length
    if (!line.trimStart().startsWith('#') || indent !== column) break
    start = above
  }
  return start
}
