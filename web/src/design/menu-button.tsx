'use client'

import { useState, type ReactNode } from 'react'
import type { MenuProps } from './menu-popover.tsx'

type Props = {
  readonly className: string | undefined
  readonly label: string
  readonly renderMenu: (menu: MenuProps) => ReactNode
  readonly children: ReactNode
}

/** Opens a menu below itself. The menu is drawn, and loaded, only when it is open. */
export function MenuButton({ className, label, renderMenu, children }: Props) {
  const [button, setButton] = useState<HTMLElement | null>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={setButton}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {children}
      </button>
      {isOpen && renderMenu({ button, onClose: () => setOpen(false) })}
    </>
  )
}
