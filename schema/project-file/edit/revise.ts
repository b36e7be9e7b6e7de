import { isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { readYaml } from '../yaml/read-yaml.ts'
import { entriesOf, insertIntoBlock, removeFromBlock, replaceInBlock } from './block-map.ts'
import { insertIntoBlockList, removeFromBlockList, replaceInBlockList } from './block-list.ts'
import { insertIntoFlow, removeFromFlow, replaceInFlow } from './flow.ts'
import { entryOf, isPlainList, isPlainMap, isSame, type Plain, type PlainMap } from './plain.ts'
import { flowText, keyText } from './render.ts'
import { endOf, endOfEntry, spliced, startOf, type Splice } from './spans.ts'

/** The text revised, or where it is written in a way that cannot be changed in place. */
export type Revision =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly path: readonly string[] }

type Step = { readonly path: readonly string[]; readonly splices: readonly Splice[] | null }

const stepLimit = 2000

/**
 * Changes a text until it holds the wanted value, one small step after the other, each on a fresh reading. What already
 * is as wanted is not touched: comments, order and quotes stay.
 */
export function reviseYaml(text: string, wanted: Plain): Revision {
  let current = text
  for (let count = 0; count < stepLimit; count++) {
    const { file, problems } = readYaml(current)
    if (file === null || file.root === null || problems.length > 0) return { ok: false, path: [] }
    const value = file.value as Plain // what YAML's core schema can hold
    if (isSame(value, wanted)) return { ok: true, text: current }
    const step = nextStep(current, file.root, value, wanted, [])
    if (step.splices === null) return { ok: false, path: step.path }
    const next = spliced(current, step.splices)
    if (next === current) return { ok: false, path: step.path }
    current = next
  }
  return { ok: false, path: [] }
}

function nextStep(text: string, node: Node, value: Plain, wanted: Plain, path: readonly string[]): Step {
  if (isMap(node) && isPlainMap(value) && isPlainMap(wanted)) return mapStep(text, node, value, wanted, path)
  if (isSeq(node) && isPlainList(value) && isPlainList(wanted)) return listStep(text, node, value, wanted, path)
  return { path, splices: null }
}

function mapStep(text: string, map: YAMLMap, value: PlainMap, wanted: PlainMap, path: readonly string[]): Step {
  const entries = entriesOf(map)
  const flow = map.flow === true
  const flowEntries = entries.map(({ key, value: node }) => ({ start: startOf(key), end: endOfEntry(text, key, node) }))
  // New keys come first: a map that had to be emptied for them would not be one any more.
  const [name] = Object.keys(wanted).filter((key) => !Object.hasOwn(value, key))
  if (name !== undefined) {
    const added = wanted[name] ?? null
    const part = `${keyText(name)}: ${flowText(added)}`
    const splices = flow
      ? insertIntoFlow(text, map, flowEntries, flowEntries.length, part)
      : insertIntoBlock(text, map, name, added, path)
    return { path: [...path, name], splices }
  }
  for (const [index, entry] of entries.entries()) {
    const below = [...path, entry.name]
    const [old, next] = [entryOf(value, entry.name), entryOf(wanted, entry.name)]
    if (old !== undefined && next === undefined) {
      return {
        path: below,
        splices: flow ? removeFromFlow(text, map, flowEntries, index) : removeFromBlock(text, map, index),
      }
    }
    if (old === undefined || next === undefined || isSame(old, next)) continue
    const inner = entry.value === null ? null : stepInto(text, entry.value, old, next, below)
    if (inner !== null) return inner
    const splices = flow
      ? replaceInFlow(text, entry.key, entry.value, next)
      : replaceInBlock(text, map, index, next, below)
    return { path: below, splices }
  }
  return { path, splices: null }
}

function listStep(
  text: string,
  list: YAMLSeq,
  value: readonly Plain[],
  wanted: readonly Plain[],
  path: readonly string[],
): Step {
  const index = value.findIndex((item, at) => at >= wanted.length || !isSame(item, wanted[at]))
  const at = index < 0 ? value.length : index
  const below = [...path, String(at)]
  const flow = list.flow === true
  const nodes = list.items.map((item) => item as Node) // a parsed document has nothing else
  const items = nodes.map((item) => ({ start: startOf(item), end: endOf(text, item) }))
  const [old, next] = [value[at], wanted[at]]
  const [isShorter, isLonger] = [wanted.length < value.length, wanted.length > value.length]
  if (old !== undefined && isShorter && (next === undefined || isSame(value[at + 1], next))) {
    return { path: below, splices: flow ? removeFromFlow(text, list, items, at) : removeFromBlockList(text, list, at) }
  }
  if (next === undefined) return { path, splices: null }
  if (old === undefined || (isLonger && isSame(old, wanted[at + 1]))) {
    const splices = flow
      ? insertIntoFlow(text, list, items, at, flowText(next))
      : insertIntoBlockList(text, list, at, next, below)
    return { path: below, splices }
  }
  const item = nodes[at] ?? null
  const inner = item === null ? null : stepInto(text, item, old, next, below)
  return (
    inner ?? {
      path: below,
      splices: flow ? replaceInFlow(text, null, item, next) : replaceInBlockList(text, list, at, next),
    }
  )
}

function stepInto(text: string, node: Node, old: Plain, next: Plain, path: readonly string[]): Step | null {
  const step = canGoInto(old, next) ? nextStep(text, node, old, next, path) : null
  return step === null || step.splices === null ? null : step
}

// Inside a map or list that stays one, only what differs is changed. From and to an empty one, it is written anew.
function canGoInto(old: Plain, next: Plain): boolean {
  if (isPlainMap(old) && isPlainMap(next)) return Object.keys(old).length > 0 && Object.keys(next).length > 0
  return isPlainList(old) && isPlainList(next) && old.length > 0 && next.length > 0
}
