import type { Node, YAMLSeq } from 'yaml'
import { withLineBreak, quotesOf } from './block-map.ts'
import type { Plain } from './plain.ts'
import { flowText, itemLines, scalarText } from './render.ts'
import {
  columnOf,
  endOf,
  isAbsent,
  isFirstInLine,
  isInline,
  nextLine,
  lineEnd,
  lineBreak,
  linesEnd,
  linesStart,
  startOf,
  type Splice,
} from './spans.ts'

function itemsOf(list: YAMLSeq): readonly Node[] {
  return list.items.map((item) => item as Node) // a parsed document has nothing else
}

// Where the dash of an entry stands, or null if it is not the first thing in its line. Comments may follow a dash, so it
// is looked for behind the entry before.
function dashOf(text: string, list: YAMLSeq, index: number): number | null {
  const before = itemsOf(list)[index - 1]
  let at = before === undefined ? startOf(list) : nextLine(text, endOf(text, before))
  while (at < text.length) {
    const line = text.slice(at, lineEnd(text, at))
    const found = at + line.length - line.trimStart().length
    if (text[found] === '-') return isFirstInLine(text, found) ? found : null
    if (line.trim() !== '' && text[found] !== '#') return null
    at = nextLine(text, at)
  }
  return null
}

/** Adds an entry before another one, or at the end. */
export function insertIntoBlockList(
  text: string,
  list: YAMLSeq,
  index: number,
  value: Plain,
  path: readonly string[],
): readonly Splice[] | null {
  const items = itemsOf(list)
  const next = items[index]
  const neighbour = next ?? items.at(-1)
  const dash = dashOf(text, list, next === undefined ? items.length - 1 : index)
  if (neighbour === undefined || dash === null) return null
  const eol = lineBreak(text)
  const lines = itemLines(value, columnOf(text, dash), path)
  if (next !== undefined) {
    const at = linesStart(text, dash)
    return [{ start: at, end: at, text: lines.map((line) => line + eol).join('') }]
  }
  const at = linesEnd(text, endOf(text, neighbour), columnOf(text, dash))
  return [{ start: at, end: at, text: lines.map((line) => eol + line).join('') }]
}

/** Takes an entry out with its lines and the comments that belong to it. */
export function removeFromBlockList(text: string, list: YAMLSeq, index: number): readonly Splice[] | null {
  const item = itemsOf(list)[index]
  const dash = dashOf(text, list, index)
  if (item === undefined || dash === null) return null
  return [withLineBreak(text, linesStart(text, dash), linesEnd(text, endOf(text, item), columnOf(text, dash)))]
}

/** Gives an entry another value. */
export function replaceInBlockList(text: string, list: YAMLSeq, index: number, value: Plain): readonly Splice[] | null {
  const item = itemsOf(list)[index]
  if (item === undefined) return null
  const isSingle = typeof value !== 'object' || value === null
  const part = isSingle ? scalarText(value, { quotes: quotesOf(item) }) : flowText(value)
  const dash = dashOf(text, list, index)
  if (isAbsent(item)) return dash === null ? null : [{ start: dash + 1, end: dash + 1, text: ` ${part}` }]
  if (isInline(item)) return [{ start: startOf(item), end: endOf(text, item), text: part }]
  if (dash === null) return null
  return [{ start: startOf(item), end: linesEnd(text, endOf(text, item), columnOf(text, dash)), text: part }]
}
