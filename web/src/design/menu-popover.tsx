'use client'

import { useMemo, type ReactNode } from 'react'
import { Popover } from 'react-aria-components'
import styles from './menu.module.css'

/** Where a menu stands, and how it is told that it is no longer wanted. */
export type MenuProps = { readonly button: HTMLElement | null; readonly onClose: () => void }

/** What a menu floats in, below its button; Escape and a press beside it close it, and the focus goes back. */
export function MenuPopover({ button, onClose, children }: MenuProps & { readonly children: ReactNode }) {
  const trigger = useMemo(() => ({ current: button }), [button])
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom end"
      className={styles['menu'] ?? ''}
    >
      {children}
    </Popover>
  )
}
