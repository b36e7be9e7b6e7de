'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './button.module.css'

type Props = { readonly look?: 'main' | 'plain' | 'quiet'; readonly href: string; readonly children: ReactNode }

/** A way that looks like a button. */
export function ButtonLink({ look = 'plain', href, children }: Props) {
  return (
    <Link href={href} className={styles[look]}>
      {children}
    </Link>
  )
}
