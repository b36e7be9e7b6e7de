import type { FetchRewrite, FlattenNodePathSegment, RequiresSelection } from '@graphql-hive/router-query-planner'
import type { TypeConditions } from './type-conditions.ts'

/** An object of an answer, as JSON gave it. */
export type Entity = Record<string, unknown>
export type Path = readonly (string | number)[]

/** A step from the root of the answer, with the steps above it: paths are only needed where something fails. */
export type Step = { readonly above: Step | null; readonly key: string | number }

/** An object that another subgraph adds to, and where it stands in the answer. */
export type Place = { readonly entity: Entity; readonly at: Step | null }

/** Where a place is, from the root down. */
export function pathOf({ at }: Place): (string | number)[] {
  const path: (string | number)[] = []
  for (let step = at; step !== null; step = step.above) path.push(step.key)
  return path.reverse()
}

export function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All objects at a path of the plan, in the order of the answer. */
export function placesAt(data: Entity, path: readonly FlattenNodePathSegment[], types: TypeConditions): Place[] {
  const found: Place[] = []
  descend(data, path, 0, null, { types, found })
  return found
}

function descend(
  value: unknown,
  path: readonly FlattenNodePathSegment[],
  index: number,
  at: Step | null,
  state: { readonly types: TypeConditions; readonly found: Place[] },
): void {
  if (Array.isArray(value)) {
    // `@` names the step into a list; a list that the path does not name is stepped into all the same.
    const next = path[index] === '@' ? index + 1 : index
    for (const [key, item] of value.entries()) descend(item, path, next, { above: at, key }, state)
    return
  }
  if (!isEntity(value)) return
  const segment = path[index]
  if (segment === undefined) state.found.push({ entity: value, at })
  else if (segment === '@') descend(value, path, index + 1, at, state)
  else if ('Field' in segment) descend(value[segment.Field], path, index + 1, { above: at, key: segment.Field }, state)
  else {
    const typeName = value['__typename']
    // Without a type name the plan has asked for none, because only these types can stand here.
    const fits = typeof typeName !== 'string' || segment.TypeCondition.some((name) => state.types.fits(typeName, name))
    if (fits) descend(value, path, index + 1, at, state)
  }
}

/** What a subgraph has to know of an object to look it up; null if the object has no such key. */
export function representationOf(
  requires: readonly RequiresSelection[],
  entity: Entity,
  types: TypeConditions,
): Entity | null {
  const typeName = entity['__typename']
  if (typeof typeName !== 'string') return null
  const result = pick(requires, entity, types)
  if (Object.keys(result).every((key) => key === '__typename')) return null
  return { __typename: typeName, ...result }
}

function pick(requires: readonly RequiresSelection[], entity: Entity, types: TypeConditions): Entity {
  const result: Entity = {}
  for (const selection of requires) {
    switch (selection.kind) {
      case 'Field': {
        const key = selection.alias ?? selection.name
        const value = entity[selection.name] ?? entity[key]
        const picked = selection.selections === undefined ? value : pickAll(selection.selections, value, types)
        if (picked !== undefined && picked !== null) result[key] = picked
        break
      }
      case 'InlineFragment': {
        const typeName = entity['__typename']
        if (typeof typeName === 'string' && types.fits(typeName, selection.typeCondition)) {
          merge(result, pick(selection.selections, entity, types))
        }
        break
      }
      case 'FragmentSpread':
        throw new Error('the planner asks for a fragment in a key, which is not understood')
    }
  }
  return result
}

function pickAll(requires: readonly RequiresSelection[], value: unknown, types: TypeConditions): unknown {
  if (Array.isArray(value)) return value.map((item) => pickAll(requires, item, types))
  return isEntity(value) ? pick(requires, value, types) : value
}

/** Adds what another answer says about the same object, or of that only some keys; lists are taken item by item. */
export function merge(target: Entity, source: Entity, keys: readonly string[] = Object.keys(source)): void {
  for (const key of keys) {
    if (key === '__proto__') continue // in JSON a key like any other, and here what all objects share
    const [old, given] = [target[key], source[key]]
    if (isEntity(old) && isEntity(given)) merge(old, given)
    else if (Array.isArray(old) && Array.isArray(given) && old.length === given.length) mergeLists(old, given)
    else if (given !== undefined && (given !== null || old === undefined)) target[key] = given
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, given] of source.entries()) {
    const old = target[index]
    if (isEntity(old) && isEntity(given)) merge(old, given)
    else if (Array.isArray(old) && Array.isArray(given) && old.length === given.length) mergeLists(old, given)
    else if (given !== null) target[index] = given
  }
}

/** What the planner wants renamed or set, in what is sent or what came; changes the value in place. */
export function rewrite(value: unknown, rewrites: readonly FetchRewrite[], types: TypeConditions): void {
  for (const given of rewrites) {
    if ('KeyRenamer' in given) {
      const { path, renameKeyTo } = given.KeyRenamer
      atKey(value, path, 0, types, (object, key) => {
        object[renameKeyTo] = object[key]
        delete object[key]
      })
    } else {
      const { path, setValueTo } = 'ValueSetter' in given ? given.ValueSetter : given
      atKey(value, path, 0, types, (object, key) => {
        object[key] = setValueTo
      })
    }
  }
}

type RewritePath = Extract<FetchRewrite, { KeyRenamer: unknown }>['KeyRenamer']['path']

function atKey(
  value: unknown,
  path: RewritePath,
  index: number,
  types: TypeConditions,
  change: (object: Entity, key: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) atKey(item, path, index, types, change)
    return
  }
  const segment = path[index]
  if (!isEntity(value) || segment === undefined) return
  if ('TypenameEquals' in segment) {
    const typeName = value['__typename']
    const fits = typeof typeName !== 'string' || segment.TypenameEquals.some((name) => types.fits(typeName, name))
    if (fits) atKey(value, path, index + 1, types, change)
    return
  }
  if (!(segment.Key in value)) return
  if (index === path.length - 1) change(value, segment.Key)
  else atKey(value[segment.Key], path, index + 1, types, change)
}
