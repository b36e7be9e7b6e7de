'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '../design/button.tsx'
import { CodeBlock } from '../design/code-block.tsx'
import { joinCommand, joinValues } from './join-values.ts'
import styles from './clusters.module.css'

/** A join token as it was given: this once. */
export type JoinToken = { readonly text: string; readonly expiresAt: string }

/** The token in what the graph gave; null where it was refused. */
export function tokenOf(given: {
  readonly joinToken: string | null
  readonly joinTokenExpiresAt: string | null
}): JoinToken | null {
  const { joinToken, joinTokenExpiresAt } = given
  return joinToken === null || joinTokenExpiresAt === null ? null : { text: joinToken, expiresAt: joinTokenExpiresAt }
}

type Props = {
  readonly name: string
  readonly token: JoinToken
  /** Whether a backend may be installed there already. */
  readonly isAgain: boolean
  readonly onClose: () => void
}

/** What a backend joins with, this once. It is in no address and in nothing that this page keeps. */
export function Join({ name, token, isAgain, onClose }: Props) {
  const words = useTranslations('clusters')
  const format = useFormatter()
  const until = format.dateTime(new Date(token.expiresAt), { timeStyle: 'short' })
  return (
    <div className={styles['form']}>
      <output>{words('joinOnce', { until })}</output>
      <CodeBlock label={words('joinSettings')} text={joinValues(name, token.text)} file={`${name}.yaml`} />
      <p>{words(isAgain ? 'joinAgain' : 'joinThen')}</p>
      <CodeBlock label={words('joinCommand')} text={joinCommand(name)} language="text" />
      <div className={styles['acts']}>
        <Button look="main" onPress={onClose}>
          {words('joinDone')}
        </Button>
      </div>
    </div>
  )
}
