type List = { readonly orders: Map<string, string>; sorted: readonly string[] | null }

/** Keys in named lists, each list in its order; a list is sorted again only when a key came or went. */
export class KeyIndex {
  readonly #lists = new Map<string, List>()

  /** `order`: by what the list is sorted. */
  add(name: string, key: string, order: string): void {
    const list = this.#lists.get(name) ?? { orders: new Map<string, string>(), sorted: null }
    this.#lists.set(name, list)
    if (list.orders.has(key)) return
    list.orders.set(key, order)
    list.sorted = null
  }

  drop(name: string, key: string): void {
    const list = this.#lists.get(name)
    if (list === undefined) return
    list.orders.delete(key)
    list.sorted = null
    if (list.orders.size === 0) this.#lists.delete(name)
  }

  keys(name: string): readonly string[] {
    const list = this.#lists.get(name)
    if (list === undefined) return []
    list.sorted ??= [...list.orders].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([key]) => key)
    return list.sorted
  }
}
