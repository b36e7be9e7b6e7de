'use client'

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type RefObject } from 'react'

/** A line that fits, in pixels; longer ones are measured. */
const lineHeight = 20
/** So near to the end counts as the end. */
const endPixels = 24

export type LogScroll = {
  readonly pane: RefObject<HTMLElement | null>
  readonly rows: Virtualizer<HTMLElement, Element>
  /** How many lines came while one looks at older ones; 0 while it follows. */
  readonly newLines: number
  readonly onScroll: () => void
  readonly goOn: () => void
  readonly showLine: (index: number) => void
}

/** Keeps the newest line in view until one scrolls up, and counts what comes meanwhile. */
export function useLogScroll(lines: readonly unknown[]): LogScroll {
  const pane = useRef<HTMLElement>(null)
  const lastTop = useRef(0)
  const [pausedAt, setPausedAt] = useState<unknown>(null)
  // oxlint-disable-next-line react/incompatible-library -- a list of this length has no other way; the compiler is off
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => pane.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  })
  const last = lines.at(-1)
  const isFollowing = pausedAt === null
  useEffect(() => {
    if (isFollowing && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [isFollowing, last, lines.length, rows])
  const onScroll = (): void => {
    const { current } = pane
    if (current === null) return
    const { scrollTop, scrollHeight, clientHeight } = current
    // Only a person scrolls up: what is measured anew and what is added moves down.
    if (scrollHeight - scrollTop - clientHeight < endPixels) setPausedAt(null)
    else if (scrollTop < lastTop.current - 1) setPausedAt((before: unknown) => before ?? last ?? null)
    lastTop.current = scrollTop
  }
  return {
    pane,
    rows,
    newLines: isFollowing ? 0 : lines.length - 1 - lines.lastIndexOf(pausedAt),
    onScroll,
    goOn: () => setPausedAt(null),
    showLine: (index) => {
      setPausedAt((before: unknown) => before ?? last ?? null)
      rows.scrollToIndex(index, { align: 'center' })
    },
  }
}
