import { problem, type Problem } from '../../problems/problem.ts'
import { entryOf, isPlainList, isPlainMap, isSame, type Plain, type PlainMap } from './plain.ts'
import { vanishesEmpty } from './vanish.ts'

/**
 * Which entries of a list are meant: those that equal one of the values, or, for a map, that hold all of its entries.
 * `['orders', { service: 'orders' }]` finds a use in its short and its long form.
 */
export type Match = readonly unknown[]

/** One change of a project file. Values are plain JSON; maps on the way to a path are made where they are missing. */
export type Edit =
  | { readonly type: 'set'; readonly path: readonly string[]; readonly value: unknown }
  /** Takes a key out; what is left empty by that and means nothing goes too. */
  | { readonly type: 'remove'; readonly path: readonly string[] }
  /** Replaces the matching entry of the list at a path, or adds one at its end. */
  | { readonly type: 'put-item'; readonly path: readonly string[]; readonly match: Match; readonly value: unknown }
  /** Takes every matching entry out of the list at a path. */
  | { readonly type: 'remove-item'; readonly path: readonly string[]; readonly match: Match }

export type Applied = { readonly ok: true; readonly value: Plain } | { readonly ok: false; readonly problem: Problem }

type Changed =
  | { readonly ok: true; readonly value: Plain | undefined }
  | { readonly ok: false; readonly problem: Problem }

/** What a document is to hold after the edits, made one after the other. */
export function applyEdits(value: Plain, edits: readonly Edit[]): Applied {
  let current = value
  for (const edit of edits) {
    const next = applyAt(current, edit, [])
    if (!next.ok) return next
    current = next.value ?? {}
  }
  return { ok: true, value: current }
}

function applyAt(value: Plain | undefined, edit: Edit, done: readonly string[]): Changed {
  const [key, ...rest] = edit.path.slice(done.length)
  if (key === undefined) return applyHere(value, edit)
  const path = [...done, key]
  const map = value === undefined || value === null ? {} : value
  if (!isPlainMap(map)) return refused(done, `\`${done.join('.')}\` is no map, so nothing can be put into it.`)
  if (edit.type === 'remove' && rest.length === 0) {
    if (!Object.hasOwn(map, key)) return refused(path, `\`${path.join('.')}\` does not stand in the file.`)
    return { ok: true, value: without(map, key, done) }
  }
  const isMissing = entryOf(map, key) === undefined
  if (isMissing && (edit.type === 'remove' || edit.type === 'remove-item')) {
    return refused(edit.path, `\`${edit.path.join('.')}\` does not stand in the file.`)
  }
  const below = applyAt(entryOf(map, key), edit, path)
  if (!below.ok) return below
  return { ok: true, value: below.value === undefined ? without(map, key, done) : { ...map, [key]: below.value } }
}

function applyHere(value: Plain | undefined, edit: Edit): Changed {
  switch (edit.type) {
    case 'set':
      return { ok: true, value: edit.value as Plain } // plain JSON, as the type of an edit says
    case 'remove':
      return refused([], 'The whole file cannot be removed by an edit.')
    case 'put-item':
      return putItem(value, edit)
    case 'remove-item':
      return removeItem(value, edit)
  }
}

function putItem(value: Plain | undefined, edit: Extract<Edit, { type: 'put-item' }>): Changed {
  const list = value === undefined || value === null ? [] : value
  if (!isPlainList(list)) return refused(edit.path, `\`${edit.path.join('.')}\` is no list.`)
  const added = edit.value as Plain // plain JSON, as the type of an edit says
  const at = list.findIndex((item) => matches(item, edit.match))
  return { ok: true, value: at < 0 ? [...list, added] : list.with(at, added) }
}

function removeItem(value: Plain | undefined, edit: Extract<Edit, { type: 'remove-item' }>): Changed {
  const list = isPlainList(value) ? value : []
  const left = list.filter((item) => !matches(item, edit.match))
  if (left.length === list.length) {
    return refused(edit.path, `\`${edit.path.join('.')}\` has no such entry: ${JSON.stringify(edit.match[0])}.`)
  }
  return { ok: true, value: left.length === 0 && vanishesEmpty(edit.path) ? undefined : left }
}

function matches(item: Plain, match: Match): boolean {
  return match.some((one) => {
    const wanted = one as Plain // plain JSON, as the type says
    if (!isPlainMap(wanted)) return isSame(item, wanted)
    return isPlainMap(item) && Object.entries(wanted).every(([key, value]) => isSame(entryOf(item, key), value))
  })
}

function without(map: PlainMap, key: string, path: readonly string[]): Plain | undefined {
  const left = Object.fromEntries(Object.entries(map).filter(([name]) => name !== key))
  return Object.keys(left).length === 0 && vanishesEmpty(path) ? undefined : left
}

function refused(path: readonly string[], message: string): Changed {
  return { ok: false, problem: problem('NOT_FOUND', message, { path: [...path] }) }
}
