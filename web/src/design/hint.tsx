'use client'

import type { HTMLAttributes, ReactNode, RefObject } from 'react'
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components'
import styles from './button.module.css'

type Props = {
  /** What it is said about. */
  readonly button: RefObject<HTMLElement | null>
  /** What keeps it open while it is pointed at. */
  readonly around: HTMLAttributes<HTMLElement>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A short text beside a button, for eyes: who hears the page is told it by the button's description. */
export function Hint({ button, around: { onPointerEnter, onPointerLeave }, onClose, children }: Props) {
  return (
    // Where no trigger of the library stands around it, it looks for its state here.
    <TooltipTriggerStateContext
      value={{ isOpen: true, shouldSkipAnimation: true, open: () => undefined, close: onClose }}
    >
      <Tooltip triggerRef={button} className={styles['tooltip'] ?? ''}>
        <span onPointerEnter={onPointerEnter} onPointerLeave={onPointerLeave}>
          {children}
        </span>
      </Tooltip>
    </TooltipTriggerStateContext>
  )
}
