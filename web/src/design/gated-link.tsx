'use client'

import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { ButtonLink } from './button-link.tsx'

type Props = {
  readonly look?: 'main' | 'plain'
  readonly href: string
  /** Why it leads nowhere now; null if it does lead there. */
  readonly reason: string | null
  readonly children: ReactNode
}

/** A way that looks like a button; where it leads nowhere now, a button that says why. */
export function GatedLink({ look = 'plain', href, reason, children }: Props) {
  return reason === null ? (
    <ButtonLink look={look} href={href}>
      {children}
    </ButtonLink>
  ) : (
    <Button look={look} reason={reason}>
      {children}
    </Button>
  )
}
