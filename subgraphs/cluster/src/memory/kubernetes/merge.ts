type Json = unknown
type JsonObject = Readonly<Record<string, Json>>

/**
 * Server-side apply for one field manager: what it applied before and no longer names goes, what it names wins, and
 * what others set stays. Lists are replaced as a whole; the real server merges some of them by key, which makes a
 * difference only where several managers write one list, and nobody but us writes ours.
 */
export function mergeApplied(live: Json, before: Json, next: Json): Json {
  if (!isObject(next)) return next
  const kept = isObject(live) ? live : {}
  const owned = isObject(before) ? before : {}
  const merged: Record<string, Json> = {}
  for (const [key, value] of Object.entries(kept)) {
    const dropped = key in owned && !(key in next)
    if (!dropped) merged[key] = value
    else if (isObject(value) && isObject(owned[key])) keepOthers(merged, key, mergeApplied(value, owned[key], {}))
  }
  for (const [key, value] of Object.entries(next)) merged[key] = mergeApplied(kept[key], owned[key], value)
  return merged
}

/** A map that our manager gave up stays only for what others put into it. */
function keepOthers(target: Record<string, Json>, key: string, rest: Json): void {
  if (isObject(rest) && Object.keys(rest).length > 0) target[key] = rest
}

/** A JSON merge patch (RFC 7396): `null` takes a field away, lists are replaced as a whole. */
export function mergePatch(live: Json, change: Json): Json {
  if (!isObject(change)) return change
  const merged: Record<string, Json> = { ...(isObject(live) ? live : {}) }
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value)
  }
  return merged
}

/** Fills in what is absent, at any depth; what is there wins. */
export function withDefaults<Value>(value: Value, defaults: JsonObject): Value {
  const source: JsonObject = isObject(value) ? value : {}
  const filled: Record<string, Json> = { ...source }
  for (const [key, item] of Object.entries(defaults)) {
    const present = source[key]
    if (present === undefined) filled[key] = item
    else if (isObject(present) && isObject(item)) filled[key] = withDefaults(present, item)
  }
  return filled as Value // a value with more fields is still one of its type
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
