/** The valid values with the most likely one first, and that one alone if it is near enough to be meant. */
export function nearest(
  wrong: string,
  valid: readonly string[],
): { readonly ordered: readonly string[]; readonly meant: string | null } {
  const ordered = valid
    .map((value) => ({ value, distance: distance(wrong.toLowerCase(), value.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [first] = ordered
  const isNear =
    first !== undefined && first.distance <= Math.max(1, Math.floor(Math.max(wrong.length, first.value.length) / 3))
  return { ordered: ordered.map(({ value }) => value), meant: isNear ? first.value : null }
}

/** The end of a message: what was meant, and what else there is. */
export function offer(wrong: string, valid: readonly string[], what: string): string {
  const { ordered, meant } = nearest(wrong, valid)
  if (ordered.length === 0) return `There is no ${what} to choose from.`
  const shown = ordered.slice(0, 12).map((value) => `"${value}"`)
  const list = `${shown.join(', ')}${ordered.length > shown.length ? ` and ${ordered.length - shown.length} more` : ''}`
  return meant === null
    ? `Choose one of ${list}.`
    : `Did you mean "${meant}"?${ordered.length > 1 ? ` There is ${list}.` : ''}`
}

// Letters changed, left out, added, or exchanged with the next one. Long texts are never meant by a typing mistake.
function distance(a: string, b: string): number {
  if (a.length > 64 || b.length > 64) return a === b ? 0 : 64
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
