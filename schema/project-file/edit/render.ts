import { stringify } from 'yaml'
import { isPlainList, isPlainMap, type Plain, type PlainMap } from './plain.ts'

/** How a text was quoted before, so that a changed one is quoted alike. */
export type Quotes = 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'

export type Scalar = string | number | boolean | null

/** Longer maps and lists do not stand on one line. */
const lineLimit = 100

/** One value on one line. `inFlow` is for places inside brackets, where commas and brackets need quotes. */
export function scalarText(
  value: Scalar,
  { inFlow = false, quotes = 'PLAIN' }: { readonly inFlow?: boolean; readonly quotes?: Quotes } = {},
): string {
  if (typeof value === 'string' && /[\p{C}\u2028\u2029]/u.test(value)) return escaped(value)
  // Texts that an older reader takes for something else (on, yes, 1:30) are quoted; lines are never broken.
  const options = {
    compat: 'yaml-1.1',
    lineWidth: 0,
    blockQuote: false,
    defaultStringType: quotes,
    defaultKeyType: 'PLAIN',
    collectionStyle: 'flow',
    flowCollectionPadding: false,
  } as const
  return inFlow ? stringify([value], options).trimEnd().slice(1, -1) : stringify(value, options).trimEnd()
}

// Texts of several lines or with invisible characters: every JSON string is a YAML text in double quotes.
function escaped(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A key as it stands before its colon. */
export function keyText(key: string): string {
  return scalarText(key, { inFlow: true })
}

/** A value inside brackets, on one line. */
export function flowText(value: Plain): string {
  if (isPlainList(value)) return `[${value.map(flowText).join(', ')}]`
  if (!isPlainMap(value)) return scalarText(value, { inFlow: true })
  const entries = Object.entries(value).map(([key, below]) => `${keyText(key)}: ${flowText(below)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** A value that stands behind a key or a dash on the same line, or null if it has to go below. */
export function inlineText(value: Plain, path: readonly string[], quotes?: Quotes): string | null {
  if (isPlainList(value)) return listText(value)
  if (!isPlainMap(value)) return scalarText(value, quotes && { quotes })
  const text = flowText(value)
  return Object.keys(value).length === 0 || (text.length <= lineLimit && standsOnOneLine(path)) ? text : null
}

function listText(list: readonly Plain[]): string | null {
  const text = flowText(list)
  const isSimple = list.every((item) => !isPlainMap(item) && !isPlainList(item))
  return list.length === 0 || (text.length <= lineLimit && (isSimple || list.length === 1)) ? text : null
}

// What people read as a section has lines of its own; what they read as one thing stands on one.
function standsOnOneLine(path: readonly string[]): boolean {
  const [map] = path
  if (path.length <= 1) return false
  if (path.length === 2) return map !== 'components' && map !== 'deployments'
  if (path.length === 3) return !(map === 'components' && path[2] === 'env') && map !== 'deployments'
  return true
}

/** The lines of a map or list below its key, each with its indentation. */
export function blockLines(
  value: PlainMap | readonly Plain[],
  indent: number,
  path: readonly string[],
): readonly string[] {
  const pad = ' '.repeat(indent)
  if (isPlainList(value)) return value.flatMap((item, index) => itemLines(item, indent, [...path, String(index)]))
  return Object.entries(value).flatMap(([key, below]) => pairLines(key, below, pad, [...path, key]))
}

/**
 * The sign and the lines of a text of several lines, as a literal block, which people can read and copy. Null for a
 * text that such a block cannot hold exactly.
 */
export function literalBlock(
  value: Plain,
  indent: number,
): { readonly sign: string; readonly lines: readonly string[] } | null {
  // Lines with blanks or tabs at their beginning, and invisible characters, stay within quotes.
  if (
    typeof value !== 'string' ||
    !/^\S.*\n/u.test(value) ||
    /[^\P{C}\n]/u.test(value) ||
    /\n[ \t]|\n\n$|[\u2028\u2029]/.test(value)
  )
    return null
  const lines = value.replace(/\n$/, '').split('\n')
  return {
    sign: value.endsWith('\n') ? '|' : '|-',
    lines: lines.map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`)),
  }
}

/** The lines of one entry of a map. */
export function pairLines(key: string, value: Plain, pad: string, path: readonly string[]): readonly string[] {
  const block = literalBlock(value, pad.length + 2)
  if (block !== null) return [`${pad}${keyText(key)}: ${block.sign}`, ...block.lines]
  const inline = inlineText(value, path)
  if (inline !== null) return [`${pad}${keyText(key)}: ${inline}`]
  const below = isPlainMap(value) || isPlainList(value) ? blockLines(value, pad.length + 2, path) : []
  return [`${pad}${keyText(key)}:`, ...below]
}

/** The lines of one entry of a list. */
export function itemLines(value: Plain, indent: number, path: readonly string[]): readonly string[] {
  const pad = ' '.repeat(indent)
  const flow = flowText(value)
  if (!isPlainMap(value) || flow.length <= lineLimit || Object.keys(value).length === 0) {
    return [`${pad}- ${isPlainMap(value) || isPlainList(value) ? flow : scalarText(value)}`]
  }
  const [first = '', ...rest] = blockLines(value, indent + 2, path)
  return [`${pad}- ${first.trimStart()}`, ...rest]
}
