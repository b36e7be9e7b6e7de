'use client'

import { useTranslations } from 'use-intl'
import Link from 'next/link'
import type { OperationViewFragment } from '../../generated/graph.ts'
import { durationText } from '../design/duration.ts'
import { TimeAgo } from '../design/time-ago.tsx'
import styles from './operation.module.css'

/** Who asked for it and when, how long it took, and which version of the file it carries. */
export function OperationFacts({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  const { requestedBy, requestedAt, startedAt, finishedAt, revision, retryOf, isSimulated } = operation
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{words('by')}</dt>
        <dd>
          {requestedBy.name}
          {requestedBy.madeBy !== null && ` (${words('madeBy', { maker: requestedBy.madeBy })})`}
        </dd>
      </div>
      <div>
        <dt>{words('asked')}</dt>
        <dd>
          <TimeAgo at={requestedAt} />
        </dd>
      </div>
      {startedAt !== null && finishedAt !== null && (
        <div>
          <dt>{words('took')}</dt>
          <dd>{durationText(Date.parse(finishedAt) - Date.parse(startedAt))}</dd>
        </div>
      )}
      {revision !== null && (
        <div>
          <dt>{words('revision')}</dt>
          <dd>
            <code title={revision}>{revision.slice(0, 10)}</code>
          </dd>
        </div>
      )}
      {retryOf !== null && (
        <div>
          <dt>{words('retryOf')}</dt>
          <dd>
            <Link href={`/operations/${retryOf.id}`}>{words('firstTry')}</Link>
          </dd>
        </div>
      )}
      {isSimulated && (
        <div>
          <dt>{words('proofs')}</dt>
          <dd>{words('simulated')}</dd>
        </div>
      )}
    </dl>
  )
}
