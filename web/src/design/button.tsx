'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button as AriaButton, ProgressBar, Tooltip, TooltipTrigger } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import styles from './button.module.css'

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

export function Button({ look = 'plain', reason = null, onPress, type = 'button', isPending, children, label }: Props) {
  const words = useTranslations('shell')
  const button = (
    <AriaButton
      type={reason === null ? type : 'button'}
      className={styles[look] ?? ''}
      isPending={isPending ?? false}
      {...(label !== undefined && { 'aria-label': label })}
      {...(reason !== null && { 'aria-disabled': true })}
      {...(reason === null && onPress !== undefined && { onPress })}
    >
      {children}
      {/* What is announced while it is pending; without it an empty name would be. */}
      {isPending === true && (
        <ProgressBar isIndeterminate aria-label={words('busy')} className={styles['busy'] ?? ''} />
      )}
    </AriaButton>
  )
  if (reason === null) return button
  return (
    <TooltipTrigger delay={200}>
      {button}
      <Tooltip className={styles['tooltip'] ?? ''}>{reason}</Tooltip>
    </TooltipTrigger>
  )
}

type LinkProps = Pick<Props, 'look' | 'reason' | 'children'> & { readonly href: string }

/** A way that looks like a button; where it leads nowhere now, a button that says why. */
export function ButtonLink({ look = 'plain', reason = null, href, children }: LinkProps) {
  if (reason !== null) {
    return (
      <Button look={look} reason={reason}>
        {children}
      </Button>
    )
  }
  return (
    <Link href={href} className={styles[look]}>
      {children}
    </Link>
  )
}
