type Change<Shown> = (shown: Shown) => Shown
type Take<Shown, Data> = (shown: Shown, read: Data) => Shown

export type ReadingOptions<Shown, Variables, Data> = {
  readonly ask: (variables: Variables) => Promise<Data>
  readonly update: (change: Change<Shown>) => void
  /** What is shown is older than it seems. */
  readonly failed: () => void
}

/**
 * What is shown of the graph, changed by events, and read again where an event does not say all. An answer is as old as
 * its question: what changed since that was asked is done once more on what was read. Asked again meanwhile, it is read
 * once more afterwards, so that the last word is always that of the last question.
 */
export class Reading<Shown, Variables, Data> {
  readonly #options: ReadingOptions<Shown, Variables, Data>
  /** What changed since the question that is under way; null: none is. */
  #since: Change<Shown>[] | null = null
  #next: (() => void) | null = null

  constructor(options: ReadingOptions<Shown, Variables, Data>) {
    this.#options = options
  }

  readonly change = (change: Change<Shown>): void => {
    this.#since?.push(change)
    this.#options.update(change)
  }

  again(variables: Variables, take: Take<Shown, Data>): void {
    if (this.#since !== null) this.#next = () => this.again(variables, take)
    else this.#read(variables, take)
  }

  #read(variables: Variables, take: Take<Shown, Data>): void {
    const { ask, update, failed } = this.#options
    const since: Change<Shown>[] = []
    this.#since = since
    const isOver = (): void => {
      this.#since = null
      const next = this.#next
      this.#next = null
      next?.()
    }
    ask(variables).then(
      (read) => {
        update((shown) => since.reduce((now, change) => change(now), take(shown, read)))
        isOver()
      },
      () => {
        failed()
        isOver()
      },
    )
  }
}
