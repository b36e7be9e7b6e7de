'use client'

import dynamic from 'next/dynamic'
import { useId, useRef, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useHint } from './use-hint.ts'
import styles from './button.module.css'

// Most buttons can be pressed, so this comes when somebody first points at one that cannot.
const Hint = dynamic(() => import('./hint.tsx').then((module) => module.Hint), { ssr: false })

type Look = 'main' | 'plain' | 'quiet' | 'danger'

type Props = {
  readonly children: ReactNode
  readonly look?: Look
  readonly onPress?: () => void
  readonly type?: 'button' | 'submit'
  readonly isPending?: boolean
  /** Why it cannot be pressed now; it stays reachable, so that everybody can hear why. */
  readonly reason?: string | null
  readonly label?: string
}

/** Does something on this page. Where it cannot be pressed it stays where the focus is, and says why. */
export function Button({
  look = 'plain',
  reason = null,
  onPress,
  type = 'button',
  isPending = false,
  children,
  label,
}: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const told = useId()
  const hint = useHint(reason !== null)
  const canBePressed = reason === null && !isPending
  return (
    <>
      <button
        ref={button}
        type={type}
        className={styles[look]}
        aria-label={label}
        aria-disabled={!canBePressed || undefined}
        aria-describedby={reason === null ? undefined : told}
        onClick={(event) => (canBePressed ? onPress?.() : event.preventDefault())}
        {...hint.around}
      >
        {children}
        {isPending && <Busy />}
      </button>
      {reason !== null && (
        <span id={told} hidden>
          {reason}
        </span>
      )}
      {reason !== null && hint.isOpen && (
        <Hint button={button} around={hint.around} onClose={hint.close}>
          {reason}
        </Hint>
      )}
    </>
  )
}

function Busy() {
  const words = useTranslations('shell')
  return (
    <output className={styles['busy']}>
      <span className={styles['heard']}>{words('busy')}</span>
    </output>
  )
}
