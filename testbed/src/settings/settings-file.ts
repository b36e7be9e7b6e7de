/** Settings of one cluster backend, by name. */
export type ClusterSettings = Readonly<Record<string, string>>

/** The settings as a file of `NAME=value` lines. Throws for a value that such a line cannot hold. */
export function settingsFile(settings: ClusterSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (/['\n\r]/.test(value)) throw new Error(`The setting ${name} has a quote or a line break.`)
      return `${name}='${value}'\n`
    })
    .join('')
}
