/** A list of which the beginning was read again; where that was all of it, what is not there is gone. */
export function withBeginning<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  beginning: readonly Item[],
  isAll: boolean,
): readonly Item[] {
  const read = new Set(beginning.map(key))
  return isAll ? beginning : [...beginning, ...items.filter((item) => !read.has(key(item)))]
}

/** A list with one item put in the place of the one with its key, or taken out where there is nothing of it any more. */
export function withItem<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  name: string,
  item: Item | null,
): readonly Item[] {
  const at = items.findIndex((one) => key(one) === name)
  if (item === null) return at === -1 ? items : items.toSpliced(at, 1)
  if (at === -1) return [...items, item].toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  return items.with(at, item)
}
