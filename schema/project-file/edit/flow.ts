import type { Node } from 'yaml'
import { quotesOf } from './block-map.ts'
import type { Plain } from './plain.ts'
import { flowText, scalarText } from './render.ts'
import {
  endOf,
  isAbsent,
  isFirstInLine,
  lineBreak,
  lineEnd,
  lineStart,
  nextLine,
  startOf,
  type Splice,
} from './spans.ts'

/** Where one entry inside brackets stands: a value, or a key with its value. */
export type FlowEntry = { readonly start: number; readonly end: number }

/** Adds an entry before another one, or at the end. `collection` are the brackets with everything between them. */
export function insertIntoFlow(
  text: string,
  collection: Node,
  entries: readonly FlowEntry[],
  index: number,
  part: string,
): readonly Splice[] {
  const next = entries[index]
  const last = entries.at(-1)
  if (last === undefined)
    return [{ start: startOf(collection) + 1, end: endOf(text, collection) - 1, text: padded(text, collection, part) }]
  if (next !== undefined) {
    const at = next.start
    const separator = isFirstInLine(text, at) ? `,${lineBreak(text)}${text.slice(lineStart(text, at), at)}` : ', '
    return [{ start: at, end: at, text: part + separator }]
  }
  const end = last.end
  if (!isAloneOnLine(text, collection, last)) return [{ start: end, end, text: `, ${part}` }]
  const indent = text.slice(lineStart(text, last.start), last.start)
  const comma = commaAfter(text, end)
  const at = lineEnd(text, comma ?? end)
  const line = `${lineBreak(text)}${indent}${part}${comma === null ? '' : ','}`
  return comma === null
    ? [
        { start: end, end, text: ',' },
        { start: at, end: at, text: line },
      ]
    : [{ start: at, end: at, text: line }]
}

/** Takes an entry out with one comma. */
export function removeFromFlow(
  text: string,
  collection: Node,
  entries: readonly FlowEntry[],
  index: number,
): readonly Splice[] | null {
  const entry = entries[index]
  if (entry === undefined) return null
  const [before, next] = [entries[index - 1], entries[index + 1]]
  const end = entry.end
  if (isAloneOnLine(text, collection, entry)) {
    return [{ start: lineStart(text, entry.start), end: nextLine(text, end), text: '' }]
  }
  if (before === undefined && next === undefined) {
    return [{ start: startOf(collection) + 1, end: endOf(text, collection) - 1, text: '' }]
  }
  if (before === undefined && next !== undefined) return [{ start: entry.start, end: next.start, text: '' }]
  return before === undefined ? null : [{ start: before.end, end, text: '' }]
}

/** Gives an entry another value. `key` is null in a list. */
export function replaceInFlow(text: string, key: Node | null, old: Node | null, value: Plain): readonly Splice[] {
  const isSingle = typeof value !== 'object' || value === null
  const part = isSingle ? scalarText(value, { inFlow: true, quotes: quotesOf(old) }) : flowText(value)
  if (old !== null && !isAbsent(old)) return [{ start: startOf(old), end: endOf(text, old), text: part }]
  const at = key?.range?.[1] ?? 0
  const colon = /^\s*:/.exec(text.slice(at))?.[0].length ?? null
  return colon === null
    ? [{ start: at, end: at, text: `: ${part}` }]
    : [{ start: at + colon, end: at + colon, text: ` ${part}` }]
}

// Entries of brackets that go over several lines, one entry a line, are handled as lines.
function isAloneOnLine(text: string, collection: Node, { start, end }: FlowEntry): boolean {
  if (!isFirstInLine(text, start)) return false
  const rest = text.slice(end, lineEnd(text, end)).replace(/^\s*,/, '').trimStart()
  return (rest === '' || rest.startsWith('#')) && lineEnd(text, end) < endOf(text, collection)
}

function commaAfter(text: string, offset: number): number | null {
  const found = /^\s*,/.exec(text.slice(offset))
  return found === null ? null : offset + found[0].length
}

function padded(text: string, collection: Node, part: string): string {
  return text[startOf(collection)] === '{' ? ` ${part} ` : part
}
