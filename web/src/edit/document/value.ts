import { isPlainList, isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { vanishesEmpty } from '@operations-manager/schema/project-file/edit/vanish.ts'

/** Where something stands in a project file, outermost first; entries of a list by their number. */
export type Path = readonly string[]

/** What stands at a path; `undefined` if nothing does. */
export function valueAt(value: Plain | undefined, path: Path): Plain | undefined {
  const [step, ...rest] = path
  if (step === undefined || value === undefined) return value
  if (isPlainList(value)) return valueAt(value[Number(step)], rest)
  return isPlainMap(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined
}

/**
 * The value with something else at a path, or nothing for `undefined`: then what is left empty by it, and means nothing
 * empty, goes too. What is missing on the way is made.
 */
export function withValue(value: Plain | undefined, path: Path, next: Plain | undefined, done: Path = []): Plain {
  const [step, ...rest] = path
  if (step === undefined) return next ?? {}
  const here = [...done, step]
  if (isPlainList(value)) return withItem(value, Number(step), rest, next, here)
  const map = isPlainMap(value) ? value : {}
  if (rest.length > 0) {
    if (next === undefined && !Object.hasOwn(map, step)) return map
    const below = withValue(map[step], rest, next, here)
    return next === undefined && isEmpty(below) && vanishesEmpty(here) ? without(map, step) : { ...map, [step]: below }
  }
  return next === undefined ? without(map, step) : { ...map, [step]: next }
}

function withItem(list: readonly Plain[], at: number, rest: Path, next: Plain | undefined, here: Path): Plain {
  if (rest.length > 0) return list.map((item, index) => (index === at ? withValue(item, rest, next, here) : item))
  if (next === undefined) return list.filter((_, index) => index !== at)
  return at >= list.length ? [...list, next] : list.with(at, next)
}

function without(map: { readonly [key: string]: Plain }, key: string): Plain {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key))
}

function isEmpty(value: Plain): boolean {
  return (isPlainMap(value) && Object.keys(value).length === 0) || (isPlainList(value) && value.length === 0)
}

/** What stands at a place as one can edit it: what is no text there is shown as it is written. */
export function textOf(value: Plain | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
