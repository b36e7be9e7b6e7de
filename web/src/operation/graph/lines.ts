import type { Cell, Lane } from './arrange.ts'

/** A column is this wide in the drawing's own units, whatever its width on the page. */
export const columnUnits = 100
/** The share of a column that a step takes; the rest is where lines turn. */
export const stepUnits = 86
/** A row in pixels. */
export const rowPixels = 64

export type Drawn = { readonly from: string; readonly to: string; readonly path: string }

/** A line with the column in whose gap it turns. */
type Turning = { readonly start: Cell; readonly end: Cell; readonly gap: number }

/**
 * The lines of a lane as the `d` of SVG paths. A line goes along a row where no step stands in its way, and turns in
 * the gap before its end or after its beginning. Lines from one step turn together, those from different steps beside
 * each other, so that none is taken for another.
 */
export function drawLines({ cells, lines }: Pick<Lane, 'cells' | 'lines'>): readonly Drawn[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]))
  const turnings = lines.flatMap(({ from, to }): readonly Turning[] => {
    const start = byKey.get(from)
    const end = byKey.get(to)
    return start === undefined || end === undefined ? [] : [{ start, end, gap: gapOf(start, end, cells) }]
  })
  const tracks = tracksOf(turnings)
  return turnings.map((one) => ({
    from: one.start.key,
    to: one.end.key,
    path: pathOf(one, tracks.get(trackKey(one)) ?? { share: 0.5, width: 1 }),
  }))
}

/** It turns late, unless only the row of its end is free. */
function gapOf(start: Cell, end: Cell, cells: readonly Cell[]): number {
  const isFree = (row: number): boolean =>
    !cells.some((cell) => cell.row === row && cell.column > start.column && cell.column < end.column)
  return !isFree(start.row) && isFree(end.row) ? start.column : end.column - 1
}

/** Where in its gap a line turns, as a share, and how wide a share it has for itself. */
type Track = { readonly share: number; readonly width: number }

function trackKey({ start, gap }: Turning): string {
  return `${gap} ${start.key}`
}

/** A track in a gap for each step whose lines turn there; the lowest first, so that lines going down do not cross. */
function tracksOf(turnings: readonly Turning[]): ReadonlyMap<string, Track> {
  const turning = turnings.filter(({ start, end }) => start.row !== end.row)
  return new Map(
    [...Map.groupBy(turning, ({ gap }) => gap).values()].flatMap((inGap) => {
      const sources = [...new Map(inGap.map((one) => [trackKey(one), one.start.row]))].toSorted((a, b) => b[1] - a[1])
      const width = 1 / (sources.length + 1)
      return sources.map(([key], index): readonly [string, Track] => [key, { share: width * (index + 1), width }])
    }),
  )
}

const cornerPixels = 7

function pathOf({ start, end, gap }: Turning, { share, width }: Track): string {
  const left = start.column * columnUnits + stepUnits
  const right = end.column * columnUnits
  const [y1, y2] = [middle(start), middle(end)]
  if (y1 === y2) return `M${left} ${y1}H${right}`
  const room = columnUnits - stepUnits
  const x = round(gap * columnUnits + stepUnits + room * share)
  const across = round(Math.min(3, room * width))
  const down = y2 > y1 ? cornerPixels : -cornerPixels
  const begin = `M${left} ${y1}H${round(x - across)}Q${x} ${y1} ${x} ${y1 + down}`
  return `${begin}V${y2 - down}Q${x} ${y2} ${round(x + across)} ${y2}H${right}`
}

function middle({ row }: Cell): number {
  return row * rowPixels + rowPixels / 2
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
