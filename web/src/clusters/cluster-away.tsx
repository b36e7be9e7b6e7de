'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { AwayClusterFragment } from '../../generated/graph.ts'
import { TimeAgo } from '../design/time-ago.tsx'
import styles from './cluster-away.module.css'

/** Says of a cluster that cannot be reached what that means for what is shown, and since when. */
export function ClusterAway({ cluster: { name, lastSeenAt } }: { readonly cluster: AwayClusterFragment }) {
  const words = useTranslations('status')
  return (
    <output className={styles['away']}>
      <CloudOff aria-hidden />
      <span>
        {words('away', { cluster: name })}
        {lastSeenAt !== null && (
          <>
            {' '}
            {words('lastHeard')} <TimeAgo at={lastSeenAt} />.
          </>
        )}
      </span>
    </output>
  )
}
