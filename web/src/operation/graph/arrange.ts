import type { Line } from '../../drawing/walk.ts'
import { partOf, type GraphStep } from './step.ts'

/** What a step's place depends on. */
export type Placed = Pick<GraphStep, 'key' | 'deployment' | 'needs'>

/** Where a step stands in its lane. */
export type Cell = { readonly key: string; readonly column: number; readonly row: number }

/** What a row or two of a lane are about: a component, a service, or with `null` the whole deployment. */
export type PartRows = { readonly part: string | null; readonly row: number; readonly rows: number }

/** The steps of a deployment, set out from left to right by what they need, a row for each part. */
export type Lane = {
  readonly deployment: string
  readonly columns: number
  readonly rows: number
  readonly parts: readonly PartRows[]
  readonly cells: readonly Cell[]
  /** From a step to those that need it, without what follows from others. */
  readonly lines: readonly Line[]
}

/**
 * Sets out steps in lanes. It looks at keys and needs only, so nothing moves while states change; a step whose need is
 * not among the steps stands where its other needs put it.
 */
export function arrange(steps: readonly Placed[]): readonly Lane[] {
  return [...Map.groupBy(steps, ({ deployment }) => deployment)].map(([deployment, own]) =>
    arrangeLane(deployment, own),
  )
}

function arrangeLane(deployment: string, steps: readonly Placed[]): Lane {
  const needs = needsWithin(steps)
  const columns = columnsOf(needs)
  const groups = Map.groupBy(steps, partOf)
  const order = [...groups.keys()].toSorted((a, b) => Number(a !== null) - Number(b !== null))
  const parts: PartRows[] = []
  const cells: Cell[] = []
  let row = 0
  for (const part of order) {
    const taken = new Map<number, number>()
    for (const { key } of groups.get(part) ?? []) {
      const column = columns.get(key) ?? 0
      const below = taken.get(column) ?? 0
      taken.set(column, below + 1)
      cells.push({ key, column, row: row + below })
    }
    const rows = Math.max(1, ...taken.values())
    parts.push({ part, row, rows })
    row += rows
  }
  return {
    deployment,
    columns: Math.max(0, ...cells.map(({ column }) => column + 1)),
    rows: row,
    parts,
    cells,
    lines: linesOf(needs),
  }
}

type Needs = ReadonlyMap<string, readonly string[]>

/** The needs of each step among these; one in a circle is left out where the circle closes. */
function needsWithin(steps: readonly Placed[]): Needs {
  const given = new Map(steps.map(({ key, needs }) => [key, needs]))
  const found = new Map<string, readonly string[]>()
  const visit = (key: string, way: ReadonlySet<string>): void => {
    if (found.has(key)) return
    const onward = new Set([...way, key])
    const needs = [...new Set(given.get(key))].filter((need) => given.has(need) && !onward.has(need))
    for (const need of needs) visit(need, onward)
    found.set(key, needs)
  }
  for (const { key } of steps) visit(key, new Set())
  return found
}

/** The column of a step is one more than the last of its needs'. */
function columnsOf(needs: Needs): ReadonlyMap<string, number> {
  const columns = new Map<string, number>()
  // Needs stand before what needs them, as `needsWithin` found them.
  for (const [key, own] of needs) columns.set(key, Math.max(-1, ...own.map((need) => columns.get(need) ?? -1)) + 1)
  return columns
}

/** A line for each need that does not follow from another one. */
function linesOf(needs: Needs): readonly Line[] {
  const before = new Map<string, ReadonlySet<string>>()
  const lines: Line[] = []
  for (const [key, own] of needs) {
    const implied = new Set(own.flatMap((need) => [...(before.get(need) ?? [])]))
    before.set(key, new Set([...own, ...implied]))
    lines.push(...own.filter((need) => !implied.has(need)).map((from) => ({ from, to: key })))
  }
  return lines
}

/** Steps as a list reads them: each after what it needs, by deployment, else as they came. */
export function orderSteps<Step extends Placed>(steps: readonly Step[]): readonly Step[] {
  const columns = new Map(arrange(steps).flatMap(({ cells }) => cells.map(({ key, column }) => [key, column] as const)))
  return [...Map.groupBy(steps, ({ deployment }) => deployment).values()].flatMap((own) =>
    own.toSorted((a, b) => (columns.get(a.key) ?? 0) - (columns.get(b.key) ?? 0)),
  )
}
