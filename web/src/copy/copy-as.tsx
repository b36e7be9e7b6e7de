'use client'

import { Copy } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { MenuButton } from '../design/menu-button.tsx'
import type { Copied } from './copied.ts'
import styles from './copy-as.module.css'

const Choices = dynamic(() => import('./copy-choices.tsx').then((module) => module.CopyChoices), { ssr: false })

type Props = {
  readonly of: Copied
  /** What it is, for whoever does not see where the button stands. */
  readonly name: string
}

/** Offers a thing as a request to the graph, as a command, and as YAML where it has some. */
export function CopyAs({ of, name }: Props) {
  const words = useTranslations('shell')
  return (
    <MenuButton
      className={styles['button']}
      label={words('copyThingAs', { thing: name })}
      renderMenu={(menu) => <Choices {...menu} of={of} name={name} />}
    >
      <Copy aria-hidden />
    </MenuButton>
  )
}
