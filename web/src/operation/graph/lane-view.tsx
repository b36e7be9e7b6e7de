import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { inReadingOrder, walk, type Spot } from '../../drawing/walk.ts'
import type { Lane } from './arrange.ts'
import { columnUnits, drawLines, rowPixels } from './lines.ts'
import { StepBar } from './step-bar.tsx'
import { StepCard } from './step-card.tsx'
import styles from './lane-view.module.css'
import { isDone, type GraphStep } from './step.ts'

export type LaneProps = {
  readonly lane: Lane
  readonly steps: readonly GraphStep[]
  /** The keys of the longest path, in order. */
  readonly critical: readonly string[]
  /** Milliseconds for a unit of weight; null while nobody knows. */
  readonly rate: number | null
  readonly now: number
  readonly isOver: boolean
  readonly selected: string | null
  readonly onSelect: (key: string) => void
}

/** The steps of one deployment. Its box scrolls sideways by itself where the page is narrow. */
export function LaneView(props: LaneProps) {
  const { lane, steps, critical, selected } = props
  const words = useTranslations('picture.steps')
  const [focused, setFocused] = useState<string | null>(null)
  const byKey = new Map(steps.map((step) => [step.key, step]))
  return (
    <section className={styles['lane']} aria-label={words('label', { deployment: lane.deployment })}>
      <div className={styles['heading']}>
        <h2>{lane.deployment}</h2>
        <StepBar steps={steps} />
        <span className={styles['count']}>
          {words('done', { done: steps.filter(isDone).length, total: steps.length })}
        </span>
      </div>
      <div className={styles['box']}>
        <div className={styles['grid']} style={sizesOf(lane)}>
          {lane.parts.map(({ part, row, rows }) => (
            <span
              key={part ?? ''}
              aria-hidden
              className={styles['part']}
              data-whole={part === null || undefined}
              style={{ gridRow: `${row + 1} / span ${rows}` }}
            >
              <span title={part ?? undefined}>{part ?? words('whole')}</span>
            </span>
          ))}
          <Lines lane={lane} byKey={byKey} critical={critical} eye={focused ?? selected} />
          <Cards {...props} byKey={byKey} setFocused={setFocused} />
        </div>
      </div>
    </section>
  )
}

type CardsProps = LaneProps & {
  readonly byKey: ReadonlyMap<string, GraphStep>
  readonly setFocused: (key: string | null) => void
}

/** The steps in reading order, of which the Tab key reaches one and the arrow keys the others. */
function Cards({ lane, critical, rate, now, isOver, selected, onSelect, byKey, setFocused }: CardsProps) {
  const elements = useRef(new Map<string, HTMLElement>())
  const [last, setLast] = useState<string | null>(null)
  const spots = useMemo(() => inReadingOrder(lane.cells.map((cell) => ({ ...cell, ...spotOf(cell) }))), [lane])
  const stop = [last, selected].find((key) => key !== null && byKey.has(key)) ?? spots[0]?.id
  const onKeyDown = (event: KeyboardEvent, key: string): void => {
    const next = walk(event.key, key, spots, lane.lines)
    if (next === null) return
    event.preventDefault()
    elements.current.get(next)?.focus()
  }
  return (
    <ol className={styles['steps']}>
      {spots.map(({ id, column, row }) => {
        const step = byKey.get(id)
        if (step === undefined) return null
        return (
          <li key={id} style={{ gridColumn: column + 2, gridRow: row + 1 }}>
            <StepCard
              step={step}
              after={step.needs.flatMap((need) => byKey.get(need)?.title ?? [])}
              isCritical={critical.includes(id)}
              isSelected={id === selected}
              isTabStop={id === stop}
              rate={rate}
              now={now}
              isOver={isOver}
              register={(element) => {
                if (element === null) elements.current.delete(id)
                else elements.current.set(id, element)
              }}
              onSelect={() => onSelect(id)}
              onKeyDown={(event) => onKeyDown(event, id)}
              onFocus={(has) => {
                setFocused(has ? id : null)
                if (has) setLast(id)
              }}
            />
          </li>
        )
      })}
    </ol>
  )
}

function spotOf({ key, column, row }: Lane['cells'][number]): Spot {
  return { id: key, x: column * columnUnits, y: row * rowPixels }
}

/** The numbers of a lane, for its style sheet. */
function sizesOf({ columns, rows }: Lane): CSSProperties {
  const sizes = { '--columns': columns, '--rows': rows }
  return sizes as CSSProperties // custom properties are styles, which the type does not know
}

type Look = keyof typeof depth

/** What is drawn over what. */
const depth = { open: 0, done: 1, critical: 2, near: 3 } as const

type LinesProps = {
  readonly lane: Lane
  readonly byKey: ReadonlyMap<string, GraphStep>
  readonly critical: readonly string[]
  readonly eye: string | null
}

/** What needs what. Columns stretch with the page, and so do the lines, without getting thicker. */
function Lines({ lane, byKey, critical, eye }: LinesProps) {
  const drawn = useMemo(() => drawLines(lane), [lane])
  const pairs = new Set(critical.slice(1).map((key, index) => `${critical[index]} ${key}`))
  const look = (from: string, to: string): Look => {
    if (from === eye || to === eye) return 'near'
    if (pairs.has(`${from} ${to}`)) return 'critical'
    const before = byKey.get(from)
    return before !== undefined && isDone(before) ? 'done' : 'open'
  }
  return (
    <svg
      aria-hidden
      className={styles['lines']}
      viewBox={`0 0 ${lane.columns * columnUnits} ${lane.rows * rowPixels}`}
      preserveAspectRatio="none"
    >
      {drawn
        .map(({ from, to, path }) => ({ id: `${from} ${to}`, look: look(from, to), path }))
        .toSorted((a, b) => depth[a.look] - depth[b.look])
        .map(({ id, look, path }) => (
          <path key={id} d={path} data-look={look} vectorEffect="non-scaling-stroke" />
        ))}
    </svg>
  )
}
