'use client'

import dynamic from 'next/dynamic'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { ShellViewerFragment } from '../../generated/graph.ts'
import { MenuButton } from '../design/menu-button.tsx'
import styles from './shell.module.css'

const Choices = dynamic(() => import('./person-choices.tsx').then((module) => module.PersonChoices), { ssr: false })

/** The person's own menu; it comes when it is first opened. */
export function PersonMenu({ viewer }: { readonly viewer: ShellViewerFragment }) {
  const words = useTranslations('shell')
  const signOut = useRef<HTMLFormElement>(null)
  return (
    <>
      <form ref={signOut} action="/auth/sign-out" method="post" hidden />
      <MenuButton
        className={styles['person']}
        label={words('person', { name: viewer.name })}
        renderMenu={(menu) => <Choices {...menu} viewer={viewer} onSignOut={() => signOut.current?.requestSubmit()} />}
      >
        {initials(viewer.name)}
      </MenuButton>
    </>
  )
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
}
