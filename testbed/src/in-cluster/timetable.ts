/** How long each part of something took, for the one who waited. */
export class Timetable {
  readonly #parts: { readonly name: string; readonly ms: number }[] = []

  /** Does a part and notes how long it took. */
  async part<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const started = performance.now()
    const result = await work()
    this.#parts.push({ name, ms: performance.now() - started })
    return result
  }

  /** A line for each part, in their order. */
  get lines(): readonly string[] {
    const width = Math.max(...this.#parts.map(({ name }) => name.length))
    return this.#parts.map(({ name, ms }) => `${name.padEnd(width)}  ${seconds(ms).padStart(8)}`)
  }
}

/** A time for people, in seconds. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
