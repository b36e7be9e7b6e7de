/** How much of what repeats is recorded singly. */
export type BoundLimits = {
  /** So many of each kind in a window are records of their own; further ones are only counted. */
  readonly singly: number
  /** So many kinds are told apart in a window; all others are counted together. */
  readonly kinds: number
}

/** What was only counted, with the last one as an example. */
export type Counted<Item> = { readonly item: Item; readonly times: number; readonly isMixed: boolean }

/**
 * Keeps whoever repeats what is refused from filling the trail: no attempt goes unmentioned, but what repeats within a
 * window becomes one record that says how often. Pure; whoever uses it calls `end` when a window is over.
 */
export class Bound<Item> {
  readonly #limits: BoundLimits
  #kinds = new Map<string, { seen: number; item: Item; counted: number }>()
  #others: { item: Item; counted: number } | null = null

  constructor(limits: BoundLimits) {
    this.#limits = limits
  }

  /** True if this one is to be recorded now; otherwise it is in what `end` gives. */
  take(kind: string, item: Item): boolean {
    const known = this.#kinds.get(kind)
    if (known === undefined && this.#kinds.size >= this.#limits.kinds) {
      this.#others = { item, counted: (this.#others?.counted ?? 0) + 1 }
      return false
    }
    const entry = known ?? { seen: 0, item, counted: 0 }
    entry.seen += 1
    entry.item = item
    this.#kinds.set(kind, entry)
    if (entry.seen <= this.#limits.singly) return true
    entry.counted += 1
    return false
  }

  /** What was only counted since the window began; a new window begins. */
  end(): readonly Counted<Item>[] {
    const counted = [...this.#kinds.values()]
      .filter((entry) => entry.counted > 0)
      .map(({ item, counted: times }) => ({ item, times, isMixed: false }))
    const others =
      this.#others === null ? [] : [{ item: this.#others.item, times: this.#others.counted, isMixed: true }]
    this.#kinds = new Map()
    this.#others = null
    return [...counted, ...others]
  }
}
