'use client'

import { Ban } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { RevokeTokenDocument, type ShownTokenFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { useChange } from '../graph/use-change.ts'
import { Ask } from './ask.tsx'
import styles from './tokens.module.css'

type Props = {
  readonly tokens: readonly ShownTokenFragment[]
  readonly onChange: (token: ShownTokenFragment) => void
}

/** All tokens, those that ended too, each with what it may and how to end it. */
export function TokenList({ tokens, onChange }: Props) {
  const words = useTranslations('tokens')
  const [leaving, setLeaving] = useState<ShownTokenFragment | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isPending, revoke] = useChange(RevokeTokenDocument)
  const confirm = async ({ id }: ShownTokenFragment): Promise<void> => {
    const changed = await revoke({ token: id })
    if (!('data' in changed)) return setFault(changed.failure)
    const { token, problems } = changed.data.revokeToken
    if (token === null) return setFault(problems.map(({ message }) => message).join(' '))
    onChange(token)
    setLeaving(null)
    return undefined
  }
  return (
    <>
      <ul className={styles['list']} aria-label={words('list')}>
        {tokens.map((token) => (
          <li key={token.id} className={styles['row']} data-off={!canEnd(token)}>
            <Token token={token} />
            {canEnd(token) && (
              <Button label={words('revokeThing', { name: token.name })} onPress={() => setLeaving(token)}>
                <Ban aria-hidden />
                {words('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving !== null && (
        <Ask
          title={words('revokeTitle', { name: leaving.name })}
          text={words('revokeText')}
          act={words('revoke')}
          fault={fault}
          isPending={isPending}
          onConfirm={() => void confirm(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  )
}

function canEnd({ state }: ShownTokenFragment): boolean {
  return state === 'ACTIVE' || state === 'POWERLESS'
}

function Token({ token }: { readonly token: ShownTokenFragment }) {
  const words = useTranslations('tokens')
  const format = useFormatter()
  const { name, prefix, kind, state, scopes, deployments, documents, createdBy, expiresAt, lastUsedAt } = token
  const date = format.dateTime(new Date(expiresAt), { dateStyle: 'medium', timeStyle: 'short' })
  const bounds = [
    ...scopes.map((scope) => words(`scopes.${scope}`)),
    ...(deployments === null ? [] : [words('bound', { patterns: deployments.join(', ') })]),
    ...(documents === null ? [] : [words('documents', { count: documents.length })]),
    words(state === 'EXPIRED' ? 'ended' : 'until', { date }),
  ]
  return (
    <div>
      <p className={styles['name']}>
        {name}
        <code className={styles['prefix']}>{prefix}…</code>
        <Status axis="token" state={state} quiet />
      </p>
      <p className={styles['quiet']}>{bounds.join(' · ')}</p>
      <p className={styles['quiet']}>
        {kind === 'CI' && `${words('fromRule')} · `}
        {words('by', { name: createdBy.email ?? createdBy.name })} ·{' '}
        {lastUsedAt === null ? (
          words('neverUsed')
        ) : (
          <>
            {words('used')} <TimeAgo at={lastUsedAt} />
          </>
        )}
      </p>
    </div>
  )
}
