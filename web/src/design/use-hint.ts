'use client'

import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'

/** Long enough to move the pointer from the button onto what it says. */
const leaveMs = 300

/**
 * Whether a hint is shown: while the thing it is about, or the hint itself, is pointed at, or while the thing has the
 * keyboard's focus; Escape puts it away (WCAG 2.2, 1.4.13).
 */
export function useHint(isWanted: boolean) {
  const [isOpen, setOpen] = useState(false)
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(leaving.current), [])
  const open = (): void => {
    clearTimeout(leaving.current)
    setOpen(true)
  }
  const close = (): void => {
    clearTimeout(leaving.current)
    setOpen(false)
  }
  const around = {
    onPointerEnter: open,
    onPointerLeave: () => {
      leaving.current = setTimeout(() => setOpen(false), leaveMs)
    },
    onFocus: ({ currentTarget }: FocusEvent) => currentTarget.matches(':focus-visible') && open(),
    onBlur: close,
    onKeyDown: ({ key }: KeyboardEvent) => key === 'Escape' && close(),
  }
  return { isOpen: isWanted && isOpen, close, around: isWanted ? around : {} }
}
