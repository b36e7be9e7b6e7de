import { isScalar, type Node, type Pair, type YAMLMap } from 'yaml'
import { rankOf } from './order.ts'
import { isPlainMap, type Plain } from './plain.ts'
import { blockLines, inlineText, literalBlock, pairLines, type Quotes } from './render.ts'
import {
  columnOf,
  endOf,
  endOfEntry,
  isAbsent,
  isFirstInLine,
  isInline,
  lineBreak,
  lineEnd,
  linesEnd,
  linesStart,
  nextLine,
  startOf,
  type Splice,
} from './spans.ts'

type Entry = { readonly key: Node; readonly value: Node | null; readonly name: string }

/** The entries of a map as nodes; a parsed document has nothing else. */
export function entriesOf(map: YAMLMap): readonly Entry[] {
  return map.items.map((item: Pair) => ({
    key: item.key as Node,
    value: item.value as Node | null,
    name: String((item.key as { value?: unknown }).value),
  }))
}

/** Adds an entry on lines of its own, where people look for it; null if the map is written in a way that has no place. */
export function insertIntoBlock(
  text: string,
  map: YAMLMap,
  name: string,
  value: Plain,
  path: readonly string[],
): readonly Splice[] | null {
  const entries = entriesOf(map)
  const [first] = entries
  if (first === undefined) return null
  const column = columnOf(text, startOf(first.key))
  const rank = rankOf([...path, name])
  const before = entries.findLast((entry) => rankOf([...path, entry.name]) <= rank) ?? null
  const lines = linesFor(name, value, ' '.repeat(column), [...path, name], entries)
  const eol = lineBreak(text)
  if (before === null) {
    if (!isFirstInLine(text, startOf(first.key))) return insertAfter(text, first, column, lines)
    const start = linesStart(text, startOf(first.key))
    // At the top of the file comments speak of the file, not of its first entry.
    const at = start === 0 ? startOf(first.key) - column : start
    return [{ start: at, end: at, text: lines.map((line) => line + eol).join('') }]
  }
  return insertAfter(text, before, column, lines)
}

function insertAfter(text: string, entry: Entry, column: number, lines: readonly string[]): readonly Splice[] {
  const at = linesEnd(text, endOfEntry(text, entry.key, entry.value), column)
  const eol = lineBreak(text)
  return [{ start: at, end: at, text: lines.map((line) => eol + line).join('') }]
}

// A new entry looks like the others beside it.
function linesFor(
  name: string,
  value: Plain,
  pad: string,
  path: readonly string[],
  siblings: readonly Entry[],
): readonly string[] {
  const maps = siblings.filter(({ value: node }) => node !== null && 'items' in node)
  const allBlock = maps.length > 0 && maps.every(({ value: node }) => node !== null && !isInline(node))
  if (allBlock && isPlainMap(value) && Object.keys(value).length > 0 && path.length <= 2) {
    const [head = ''] = pairLines(name, null, pad, path)
    return [head.replace(/ null$/, ''), ...blockLines(value, pad.length + 2, path)]
  }
  return pairLines(name, value, pad, path)
}

/** Takes an entry out with its lines and the comments that belong to it; null if it shares its line with something. */
export function removeFromBlock(text: string, map: YAMLMap, index: number): readonly Splice[] | null {
  const entry = entriesOf(map)[index]
  if (entry === undefined) return null
  const keyStart = startOf(entry.key)
  const next = entriesOf(map)[index + 1]
  if (!isFirstInLine(text, keyStart)) {
    // The first entry behind a dash: the next one takes its place behind the dash.
    return next === undefined ? null : [{ start: keyStart, end: startOf(next.key), text: '' }]
  }
  const start = linesStart(text, keyStart)
  const end = linesEnd(text, endOfEntry(text, entry.key, entry.value), columnOf(text, keyStart))
  return [withLineBreak(text, start, end)]
}

/** Gives an entry another value; comments on its line stay. */
export function replaceInBlock(
  text: string,
  map: YAMLMap,
  index: number,
  value: Plain,
  path: readonly string[],
): readonly Splice[] | null {
  const entry = entriesOf(map)[index]
  if (entry === undefined) return null
  const colon = colonAfter(text, entry)
  if (colon === null) return null
  const column = columnOf(text, startOf(map))
  const old = entry.value
  const { head, lines } = written(value, column + 2, path, quotesOf(old))
  const eol = lineBreak(text)
  const below = lines.map((line) => eol + line).join('')
  if (old === null || isAbsent(old)) {
    const at = lineEnd(text, colon)
    return [
      { start: colon + 1, end: colon + 1, text: head },
      { start: at, end: at, text: below },
    ]
  }
  const end = endOf(text, old)
  if (!isInline(old)) {
    return [
      { start: colon + 1, end: colon + 1, text: head },
      { start: lineEnd(text, colon), end: linesEnd(text, end, column), text: below },
    ]
  }
  const at = lineEnd(text, end)
  const start = head === '' ? colon + 1 : startOf(old)
  return [
    { start, end, text: head.trimStart() },
    { start: at, end: at, text: below },
  ]
}

// What stands behind the colon of a key, and what stands on the lines below.
function written(
  value: Plain,
  indent: number,
  path: readonly string[],
  quotes: Quotes,
): { readonly head: string; readonly lines: readonly string[] } {
  const block = literalBlock(value, indent)
  if (block !== null) return { head: ` ${block.sign}`, lines: block.lines }
  const inline = inlineText(value, path, quotes)
  if (inline !== null) return { head: ` ${inline}`, lines: [] }
  return { head: '', lines: typeof value === 'object' && value !== null ? blockLines(value, indent, path) : [] }
}

/** Where the colon of an entry stands, or null if it has none. */
export function colonAfter(text: string, { key, value }: Pick<Entry, 'key' | 'value'>): number | null {
  const from = key.range?.[1] ?? 0
  const colon = text.indexOf(':', from)
  if (colon < 0 || text.slice(from, colon).trim() !== '') return null
  return value !== null && !isAbsent(value) && colon >= startOf(value) ? null : colon
}

/** How a text was quoted; what is written anew is plain where it can be, and an empty text has to be quoted somehow. */
export function quotesOf(node: Node | null): Quotes {
  if (isScalar(node) && node.value === '') return 'PLAIN'
  const type = node !== null && 'type' in node ? node.type : null
  return type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? type : 'PLAIN'
}

/** The lines from start to end with the break behind them, or before them at the end of the text. */
export function withLineBreak(text: string, start: number, end: number): Splice {
  const next = nextLine(text, end)
  if (next > end || start === 0) return { start, end: next, text: '' }
  const before = lineEnd(text, Math.max(0, start - 1)) === start ? start : start - (text[start - 2] === '\r' ? 2 : 1)
  return { start: before, end, text: '' }
}
