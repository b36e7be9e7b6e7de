import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Path } from '../finding.ts'
import { fileLimits } from '../limits.ts'
import type { ProblemCode } from '../../problems/codes.ts'
import { problem, type Problem } from '../../problems/problem.ts'
import { placeAt } from './places.ts'

/** A document as a plain value, with everything in it that project files do not allow. */
export type Valued = {
  readonly value: unknown
  readonly anchors: ReadonlyMap<string, Node>
  readonly incomplete: readonly Path[]
  readonly problems: readonly Problem[]
}

type Walk = {
  readonly lines: LineCounter
  readonly anchors: Map<string, Node>
  /** Anchored nodes that are being read: a reference to one of them would never end. */
  readonly open: Set<Node>
  readonly incomplete: Path[]
  readonly problems: Problem[]
  aliases: number
  /** Values that came through references; null while none is followed. */
  aliasedValues: number
  aliasDepth: number
}

/** Reads nodes into plain values. Written anew because the library's own way lets bombs and odd keys through. */
export function toValue(root: Node | null, lines: LineCounter): Valued {
  const walk: Walk = {
    lines,
    anchors: new Map(),
    open: new Set(),
    incomplete: [],
    problems: [],
    aliases: 0,
    aliasedValues: 0,
    aliasDepth: 0,
  }
  const value = root === null ? null : read(walk, root, [])
  return { value, anchors: walk.anchors, incomplete: walk.incomplete, problems: walk.problems }
}

function read(walk: Walk, node: Node, path: Path): unknown {
  if (walk.aliasDepth > 0 && ++walk.aliasedValues > fileLimits.aliasedValues) return null
  if (isAlias(node)) return readAlias(walk, node, path)
  if (walk.aliasDepth === 0) checkTag(walk, node)
  if (node.anchor !== undefined && walk.aliasDepth === 0) walk.anchors.set(node.anchor, node)
  walk.open.add(node)
  const value = readContent(walk, node, path)
  walk.open.delete(node)
  return value
}

function readContent(walk: Walk, node: Node, path: Path): unknown {
  if (isMap(node)) return readMap(walk, node, path)
  if (isSeq(node)) return readList(walk, node, path)
  if (!isScalar(node)) return null
  // Tags are refused, so whatever they made of the text (bytes, dates) is not wanted; the text itself goes on.
  return node.tag === undefined ? node.value : (node.source ?? null)
}

function readMap(walk: Walk, map: YAMLMap, path: Path): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  const firstLines = new Map<string, number>()
  for (const pair of map.items) {
    const key = readKey(walk, pair, path)
    if (key === null) continue
    const before = firstLines.get(key.name)
    if (before !== undefined) {
      const message = `"${key.name}" already stands in line ${before} of the same map. Keep one of them; where both are needed, put what is below them together.`
      report(walk, 'YAML_DUPLICATE_KEY', message, key.node, [...path, key.name])
      continue
    }
    firstLines.set(key.name, placeAt(walk.lines, key.node.range?.[0] ?? 0).line)
    // A parsed document holds nodes and nothing else; an absent value is null.
    value[key.name] = pair.value === null ? null : read(walk, pair.value as Node, [...path, key.name])
  }
  return value
}

function readList(walk: Walk, list: YAMLSeq, path: Path): unknown[] {
  return list.items.map((item, index) => read(walk, item as Node, [...path, index])) // nodes, as above
}

function readKey(walk: Walk, pair: Pair, path: Path): { readonly name: string; readonly node: Node } | null {
  const key = pair.key as Node | null // nodes, as above
  if (key === null) return null
  if (!isScalar(key)) {
    const what = isAlias(key) ? 'a reference' : 'a map or list'
    report(walk, 'YAML_FEATURE', `A key is ${what}, and keys are text. Write the text itself.`, key, path)
    return null
  }
  if (walk.aliasDepth === 0) checkTag(walk, key)
  if (key.value === '<<' && key.type === 'PLAIN') {
    const message = 'Merge keys (<<) are not allowed, because a reader cannot see what they bring. Write the keys out.'
    report(walk, 'YAML_FEATURE', message, key, path)
    walk.incomplete.push(path)
    return null
  }
  const text = typeof key.value === 'string' ? key.value : (key.source ?? '')
  if (typeof key.value !== 'string') {
    const message =
      text === ''
        ? 'A key is missing before the colon.'
        : `The key ${text} is no text to YAML. Write "${text}" in quotes.`
    report(walk, 'YAML_FEATURE', message, key, [...path, text])
    if (text === '') return null
  }
  if (text === '__proto__') {
    report(walk, 'NAME_INVALID', 'The name "__proto__" is reserved. Choose another one.', key, [...path, text])
    return null
  }
  return { name: text, node: key }
}

function readAlias(walk: Walk, alias: Node & { readonly source: string }, path: Path): unknown {
  const target = walk.anchors.get(alias.source)
  if (target === undefined) {
    const message = `No value before this one has the anchor &${alias.source}. Write the value out, or put "*${alias.source}" in quotes if it is text.`
    report(walk, 'YAML_FEATURE', message, alias, path)
    return null
  }
  if (walk.open.has(target)) {
    report(
      walk,
      'YAML_FEATURE',
      `*${alias.source} stands inside its own value and would never end. Write the value out.`,
      alias,
      path,
    )
    return null
  }
  walk.aliases += 1
  if (walk.aliases > fileLimits.aliases || walk.aliasDepth >= fileLimits.depth) {
    return overAliasLimit(walk, `The file uses more than ${fileLimits.aliases} references.`, alias, path)
  }
  walk.aliasDepth += 1
  const value = read(walk, target, path)
  walk.aliasDepth -= 1
  if (walk.aliasedValues > fileLimits.aliasedValues) {
    return overAliasLimit(walk, `References bring more than ${fileLimits.aliasedValues} values.`, alias, path)
  }
  return value
}

// Told once: a bomb would otherwise fill the answer.
function overAliasLimit(walk: Walk, what: string, alias: Node, path: Path): null {
  const message = `${what} Write the values out where they are needed.`
  const isTold = walk.problems.some(({ code, details }) => code === 'FILE_TOO_LARGE' && details['aliases'] === true)
  if (!isTold) {
    const place = placeAt(walk.lines, alias.range?.[0] ?? 0)
    walk.problems.push(
      problem('FILE_TOO_LARGE', message, { ...place, path: path.map(String), details: { aliases: true } }),
    )
  }
  walk.incomplete.push(path)
  return null
}

function checkTag(walk: Walk, node: Node): void {
  if (!('tag' in node) || typeof node.tag !== 'string') return
  const isText = isScalar(node) && node.source !== undefined
  const hint = isText
    ? `Remove it; text that has to stay text goes in quotes: "${node.source?.slice(0, 40)}".`
    : 'Remove it.'
  report(walk, 'YAML_FEATURE', `The value has a tag (!), and a project file is plain YAML. ${hint}`, node, [])
}

function report(walk: Walk, code: ProblemCode, message: string, node: Node, path: Path): void {
  const place = placeAt(walk.lines, node.range?.[0] ?? 0)
  walk.problems.push(problem(code, message, { ...place, path: path.map(String) }))
}
