'use client'

import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { DeploymentHeadFragment } from '../../generated/graph.ts'
import { TimeAgo } from '../design/time-ago.tsx'
import type { LivePart } from './live-part.ts'
import styles from './deployment.module.css'

/** The cluster is being asked. */
export function Looking() {
  const words = useTranslations('deployment')
  return <output className={styles['quiet']}>{words('looking')}</output>
}

type Props<Part> = {
  readonly part: LivePart<Part> | null
  readonly head: DeploymentHeadFragment
  readonly children: (part: Part) => ReactNode
}

/** What the cluster sees; where it could not be asked, what is missing and since when, above what was seen last. */
export function Seen<Part extends { readonly observedAt: string }>({ part, head, children }: Props<Part>) {
  if (part === null) return <Looking />
  return (
    <>
      {part.missing !== null && <Missing head={head} reason={part.missing} seenAt={part.part?.observedAt ?? null} />}
      {part.part !== null && children(part.part)}
    </>
  )
}

function Missing({
  head: { cluster },
  reason,
  seenAt,
}: {
  readonly head: DeploymentHeadFragment
  readonly reason: string
  readonly seenAt: string | null
}) {
  const words = useTranslations('deployment')
  const states = useTranslations('status')
  return (
    <output className={styles['missing']}>
      <CloudOff aria-hidden />
      <div>
        <p className={styles['strong']}>
          {words('missing', { cluster: cluster.name })}
          {cluster.lastSeenAt !== null && cluster.state !== 'CONNECTED' && (
            <>
              {' '}
              {states('lastHeard')} <TimeAgo at={cluster.lastSeenAt} />.
            </>
          )}
        </p>
        <p>{reason}</p>
        <p>
          {seenAt === null ? (
            words('restStays')
          ) : (
            <>
              {words('seenBefore')} <TimeAgo at={seenAt} />.
            </>
          )}
        </p>
      </div>
    </output>
  )
}
