/** Values that may stand in no text, each with a name to report it by: a finding never shows the value. */
export class Finder {
  readonly #forms = new Map<string, readonly string[]>()

  plant(name: string, value: string): void {
    if (value.length < 8) throw new Error(`${name} is too short to be looked for`)
    const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '')
    const forms = [value, encodeURIComponent(value), base64, Buffer.from(value).toString('hex')]
    this.#forms.set(name, [...new Set(forms)])
  }

  get names(): readonly string[] {
    return [...this.#forms.keys()]
  }

  /** What was found, and in which of these texts. */
  findIn(texts: ReadonlyMap<string, string>): readonly string[] {
    return [...texts].flatMap(([place, text]) =>
      [...this.#forms]
        .filter(([, forms]) => forms.some((form) => text.includes(form)))
        .map(([name]) => `${name} in ${place}`),
    )
  }
}
