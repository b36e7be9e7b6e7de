/** Settings of one cluster backend, by name. */
export type ClusterSettings = Readonly<Record<string, string>>

/** The settings as a file of `NAME='value'`, also of several lines. Throws for a value that this cannot hold. */
export function settingsFile(settings: ClusterSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (/['\r]/.test(value)) throw new Error(`The setting ${name} has a quote or a carriage return.`)
      return `${name}='${value}'\n`
    })
    .join('')
}
