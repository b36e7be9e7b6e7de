/**
 * Gathers the keys that are asked for in one turn and reads them with one query. One for each request, so nothing
 * is remembered longer than an answer takes.
 */
export type Loader<Key, Value> = { load(key: Key): Promise<Value> }

export function createLoader<Key, Value>(
  readMany: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  absent: Value,
): Loader<Key, Value> {
  const known = new Map<Key, Promise<Value>>()
  let waiting: { readonly keys: Key[]; readonly values: Promise<ReadonlyMap<Key, Value>> } | null = null
  const enqueue = (key: Key): Promise<ReadonlyMap<Key, Value>> => {
    if (waiting === null) {
      const keys: Key[] = []
      // Two turns: resolvers of one level of the answer are called in the first, those behind a promise in the next.
      const values = Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => {
          waiting = null
          return readMany(keys)
        })
      waiting = { keys, values }
    }
    waiting.keys.push(key)
    return waiting.values
  }
  return {
    load(key) {
      const before = known.get(key)
      if (before !== undefined) return before
      const value = enqueue(key).then((values) => values.get(key) ?? absent)
      known.set(key, value)
      return value
    },
  }
}
