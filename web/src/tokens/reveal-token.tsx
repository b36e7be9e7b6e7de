'use client'

import { useContext } from 'react'
import { useTranslations } from 'use-intl'
import { GraphAddress } from '../copy/graph-address.ts'
import { Button } from '../design/button.tsx'
import { CodeBlock } from '../design/code-block.tsx'
import { howToUse } from './how-to-use.ts'
import styles from './tokens.module.css'

type Props = { readonly secret: string; readonly project: string | null; readonly onClose: () => void }

/** The token, this once, and how to use it. It is in no address and in nothing that this page keeps. */
export function RevealToken({ secret, project, onClose }: Props) {
  const words = useTranslations('tokens')
  const use = howToUse(useContext(GraphAddress), project)
  return (
    <div className={styles['form']}>
      <output>{words('once')}</output>
      <CodeBlock label={words('token')} text={secret} language="text" />
      <h3>{words('use')}</h3>
      <p className={styles['quiet']}>{words('useText')}</p>
      <CodeBlock label={words('http')} text={use.http} language="text" />
      <CodeBlock label={words('sse')} text={use.sse} language="text" />
      <CodeBlock label={words('github')} text={use.github} language="text" />
      <CodeBlock label={words('gitlab')} text={use.gitlab} language="text" />
      <div className={styles['acts']}>
        <Button look="main" onPress={onClose}>
          {words('done')}
        </Button>
      </div>
    </div>
  )
}
