'use client'

import { ExternalLink, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { DeploymentHeadFragment } from '../../generated/graph.ts'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import styles from './deployment.module.css'

type Props = { readonly head: DeploymentHeadFragment }

/** How it is in a sentence, where it answers, and what last happened to it: all that the registry knows by itself. */
export function DeploymentSummary({ head }: Props) {
  return (
    <div className={styles['summary']}>
      <Headline head={head} />
      <Addresses head={head} />
    </div>
  )
}

function Headline({ head: { status, lastOperation, tombstone } }: Props) {
  const words = useTranslations('deployment')
  const states = useTranslations('status')
  return (
    <div className={styles['headline']}>
      <p className={styles['sentence']}>{status.headline}</p>
      <p className={styles['facts']}>
        <span>
          {status.observedAt === null ? (
            words('neverReported')
          ) : (
            <>
              {words('reported')} <TimeAgo at={status.observedAt} />
            </>
          )}
        </span>
        {!status.isCurrent && status.observedAt !== null && <span>{words('olderWish')}</span>}
        {lastOperation !== null && (
          <span className={styles['inline']}>
            <Link href={`/operations/${lastOperation.id}`} className={styles['link']}>
              {states(`kind.${lastOperation.kind}`)}
            </Link>
            <Status axis="operation" state={lastOperation.state} quiet />
            <span>
              {lastOperation.requestedBy.name} · <TimeAgo at={lastOperation.requestedAt} />
            </span>
          </span>
        )}
      </p>
      {status.isStale && <p className={styles['stale']}>{states('stale')}</p>}
      {tombstone !== null && (
        <p className={styles['stale']}>
          <Trash2 aria-hidden />
          {tombstone.service === null
            ? words('removing', { name: tombstone.confirmedBy })
            : words('removingService', { name: tombstone.confirmedBy, service: tombstone.service })}{' '}
          <TimeAgo at={tombstone.confirmedAt} />
          {tombstone.operation !== null && (
            <Link href={`/operations/${tombstone.operation.id}`} className={styles['link']}>
              {words('steps')}
            </Link>
          )}
        </p>
      )}
    </div>
  )
}

function Addresses({ head: { addresses } }: Props) {
  const words = useTranslations('deployment')
  if (addresses.length === 0) return <p className={styles['quiet']}>{words('noAddress')}</p>
  return (
    <ul className={styles['addresses']} aria-label={words('addresses')}>
      {addresses.map(({ component, url, kind, state, message }) => (
        <li key={`${component} ${kind} ${url}`}>
          {url === null ? (
            <span className={styles['quiet']}>{words('addressLater')}</span>
          ) : (
            <a href={url} target="_blank" rel="noreferrer" className={styles['link']}>
              {url.replace(/^https?:\/\//, '')}
              <ExternalLink aria-label={words('newWindow')} />
            </a>
          )}
          <Status axis="address" state={state} quiet />
          <span className={styles['quiet']}>
            {words('answersHere', { component })}
            {message !== '' && ` · ${message}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
