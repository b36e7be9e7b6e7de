'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  ClustersAgainDocument,
  ClustersChangedDocument,
  type ClusterCardFragment,
  type ClustersPageQuery,
} from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { reasonOf } from '../design/reason.ts'
import { isBeginning } from '../graph/is-beginning.ts'
import { withItem } from '../graph/live-list.ts'
import { useReading } from '../graph/use-reading.ts'
import { Shell } from '../shell/shell.tsx'
import { useFollow } from '../streams/use-follow.ts'
import { ClusterCard } from './cluster-card.tsx'
import { RegisterCluster } from './register-cluster.tsx'
import styles from './clusters.module.css'

/** The clusters that one may use, and for platform operators what one does with them. */
export function ClustersPage({ first }: { readonly first: ClustersPageQuery }) {
  const words = useTranslations('clusters')
  const [clusters, reading] = useReading(first.clusters, ClustersAgainDocument)
  const [isRegistering, setRegistering] = useState(false)
  const put = (cluster: ClusterCardFragment): void =>
    reading.change((shown) =>
      // One that was removed is in no list of clusters.
      withItem(shown, ({ name }) => name, cluster.name, cluster.state === 'REMOVED' ? null : cluster),
    )
  const live = useFollow(ClustersChangedDocument, {}, ({ clusters: { type, cluster } }) => {
    if (isBeginning(type)) reading.again({}, (_shown, read) => read.clusters)
    else if (cluster !== null) put(cluster)
  })
  const { operate } = first.viewer.viewerCan
  const register = (
    <Button look="main" reason={reasonOf(operate)} onPress={() => setRegistering(true)}>
      <Plus aria-hidden />
      {words('register')}
    </Button>
  )
  return (
    <Shell
      viewer={first.viewer}
      title={words('title')}
      live={live}
      act={first.viewer.isOperator && register}
      beside={<p className={styles['quiet']}>{words('count', { count: clusters.length })}</p>}
    >
      {isRegistering && <RegisterCluster onDone={put} onClose={() => setRegistering(false)} />}
      {clusters.length === 0 && !isRegistering ? (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')} />
      ) : (
        <div className={styles['cards']}>
          {clusters.map((cluster) => (
            <ClusterCard key={cluster.name} cluster={cluster} isOperator={first.viewer.isOperator} onChange={put} />
          ))}
        </div>
      )}
    </Shell>
  )
}
