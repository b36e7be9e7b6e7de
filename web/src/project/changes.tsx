'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { OperationLineFragment } from '../../generated/graph.ts'
import { CopyAs } from '../copy/copy-as.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import styles from './project.module.css'

type Props = {
  readonly operations: readonly OperationLineFragment[]
  /** Where the audit trail is; null for whoever may not read it. */
  readonly audit: string | null
}

/** The newest changes, each a link to its record. */
export function Changes({ operations, audit }: Props) {
  const words = useTranslations('project')
  const states = useTranslations('status')
  if (operations.length === 0) return null
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{words('changes')}</h2>
      <ol className={styles['list']}>
        {operations.map(({ id, kind, state, requestedAt, requestedBy }) => (
          <li key={id} className={styles['line']}>
            <Status axis="operation" state={state} quiet />
            <Link href={`/operations/${id}`} className={styles['strong']}>
              {states(`kind.${kind}`)}
            </Link>
            <span className={styles['trail']}>
              {requestedBy.name} · <TimeAgo at={requestedAt} />
              <CopyAs of={{ type: 'operation', id }} name={states(`kind.${kind}`)} />
            </span>
          </li>
        ))}
      </ol>
      {audit !== null && (
        <p>
          <Link href={audit}>{words('audit')}</Link>
        </p>
      )}
    </section>
  )
}
