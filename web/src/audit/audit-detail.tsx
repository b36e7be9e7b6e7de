'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { AuditRowFragment } from '../../generated/graph.ts'
import styles from './audit.module.css'

/** Everything that a record holds. */
export function AuditDetail({ record }: { readonly record: AuditRowFragment }) {
  const words = useTranslations('audit')
  const format = useFormatter()
  const { actor, source, operation, problems, detail } = record
  return (
    <dl className={styles['detail']}>
      <Fact name={words('number')}>{record.number}</Fact>
      <Fact name={words('when')}>{format.dateTime(new Date(record.at), { dateStyle: 'full', timeStyle: 'long' })}</Fact>
      <Fact name={words('address')}>{actor.email}</Fact>
      <Fact name={words('subject')}>{code(record.subject)}</Fact>
      <Fact name={words('token')}>{code(record.token)}</Fact>
      <Fact name={words('project')}>{code(record.project)}</Fact>
      <Fact name={words('deployment')}>{code(record.deployment)}</Fact>
      <Fact name={words('cluster')}>{code(record.cluster)}</Fact>
      {detail.map(({ name, value }) => (
        <Fact key={name} name={name}>
          {code(value)}
        </Fact>
      ))}
      <Fact name={words('operation')}>
        {operation === null ? null : <Link href={`/operations/${operation}`}>{words('toOperation')}</Link>}
      </Fact>
      <Fact name={words('problems')}>{code(problems.length === 0 ? null : problems.join(', '))}</Fact>
      <Fact name={words('from')}>{source === null ? null : `${source.address ?? '?'} (${source.transport})`}</Fact>
      <Fact name={words('client')}>{source?.userAgent}</Fact>
      <Fact name={words('request')}>{code(record.requestId)}</Fact>
      <Fact name={words('before')}>{code(record.before)}</Fact>
      <Fact name={words('after')}>{code(record.after)}</Fact>
      <Fact name={words('previous')}>{code(record.previous)}</Fact>
      <Fact name={words('hash')}>{code(record.hash)}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === undefined) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function code(text: string | null): ReactNode {
  return text === null ? null : <code>{text}</code>
}
