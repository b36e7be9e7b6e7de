/** A thing in a drawing that can have the focus, by its upper left corner. */
export type Spot = { readonly id: string; readonly x: number; readonly y: number }

/** A line in a drawing, from left to right. */
export type Line = { readonly from: string; readonly to: string }

/** Corners this close together stand in one column: a layout aligns by centre, and widths differ by a little. */
const columnWidth = 48

/** As one reads it: column by column from the left, each from top to bottom. */
export function inReadingOrder<Placed extends Spot>(spots: readonly Placed[]): readonly Placed[] {
  let column = 0
  let left = Number.NEGATIVE_INFINITY
  const columns = new Map<string, number>()
  for (const { id, x } of spots.toSorted((a, b) => a.x - b.x)) {
    if (x - left > columnWidth) {
      column += 1
      left = x
    }
    columns.set(id, column)
  }
  const columnOf = ({ id }: Spot): number => columns.get(id) ?? 0
  return spots.toSorted((a, b) => columnOf(a) - columnOf(b) || a.y - b.y)
}

/**
 * Where a key leads from a thing in a drawing, or `null` if nowhere: left and right along the lines, up and down in
 * reading order, so that every thing is reached, with or without lines.
 */
export function walk(key: string, from: string, spots: readonly Spot[], lines: readonly Line[]): string | null {
  const order = inReadingOrder(spots)
  const index = order.findIndex(({ id }) => id === from)
  const at = order[index]
  if (at === undefined) return null
  switch (key) {
    case 'ArrowRight':
      return nearest(at, order, new Set(lines.filter((line) => line.from === from).map((line) => line.to)))
    case 'ArrowLeft':
      return nearest(at, order, new Set(lines.filter((line) => line.to === from).map((line) => line.from)))
    case 'ArrowDown':
      return order[index + 1]?.id ?? null
    case 'ArrowUp':
      return order[index - 1]?.id ?? null
    case 'Home':
      return order[0]?.id ?? null
    case 'End':
      return order.at(-1)?.id ?? null
    default:
      return null
  }
}

/** Of several ends the one that is least up or down, so that the way back leads back. */
function nearest(at: Spot, spots: readonly Spot[], ends: ReadonlySet<string>): string | null {
  const [first] = spots
    .filter(({ id }) => ends.has(id) && id !== at.id)
    .toSorted((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))
  return first?.id ?? null
}
