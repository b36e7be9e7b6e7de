'use client'

import { useState } from 'react'
import { AwayClustersChangedDocument, AwayClustersDocument, type AwayClusterFragment } from '../../generated/graph.ts'
import { isBeginning } from '../graph/is-beginning.ts'
import { useAgain } from '../graph/use-again.ts'
import { useFollow } from '../streams/use-follow.ts'

/** Which of these clusters cannot be reached now; it changes by itself. */
export function useClustersAway(first: readonly AwayClusterFragment[]): readonly AwayClusterFragment[] {
  const [heard, setHeard] = useState<ReadonlyMap<string, AwayClusterFragment>>(new Map())
  const again = useAgain(AwayClustersDocument)
  const put = (clusters: readonly AwayClusterFragment[]): void =>
    setHeard((before) => new Map([...before, ...clusters.map((cluster) => [cluster.name, cluster] as const)]))
  useFollow(AwayClustersChangedDocument, {}, ({ clusters: { type, cluster } }) => {
    if (isBeginning(type)) again({}, (read) => put(read.clusters))
    else if (cluster !== null) put([cluster])
  })
  const named = new Map(first.map((cluster) => [cluster.name, heard.get(cluster.name) ?? cluster]))
  return [...named.values()].filter(({ state }) => state === 'UNREACHABLE')
}
