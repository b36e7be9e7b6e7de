/** The settings with which a cluster's backend joins for the first time, one a line. */
export function joinSettings(cluster: string, token: string): string {
  return `CLUSTER_NAME=${cluster}\nJOIN_TOKEN=${token}\n`
}

/** Names of projects as a person writes them, apart by commas or spaces; null for all. */
export function projectNames(text: string): readonly string[] | null {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  return names.length === 0 ? null : [...new Set(names)]
}
