type Availability = {
  readonly cluster: string
  readonly limits: readonly { readonly name: string; readonly maximum: number }[]
  readonly choices: readonly { readonly name: string; readonly values: readonly string[] }[]
}

/** What holds for one setting in some clusters that offer the same. */
export type SettingLimit = {
  readonly clusters: readonly string[]
  readonly maximum: number | null
  readonly values: readonly string[] | null
}

/** What clusters limit about a setting; those that say the same stand together. */
export function limitsOf(name: string, availability: readonly Availability[]): readonly SettingLimit[] {
  const said = availability.map(({ cluster, limits, choices }) => ({
    cluster,
    maximum: limits.find((limit) => limit.name === name)?.maximum ?? null,
    values: choices.find((choice) => choice.name === name)?.values ?? null,
  }))
  const groups = Map.groupBy(
    said.filter(({ maximum, values }) => maximum !== null || values !== null),
    ({ maximum, values }) => JSON.stringify([maximum, values]),
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return [{ clusters: group.map(({ cluster }) => cluster), maximum: first.maximum, values: first.values }]
  })
}
