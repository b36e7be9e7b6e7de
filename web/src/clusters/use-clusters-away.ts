'use client'

import { AwayClustersChangedDocument, AwayClustersDocument, type AwayClusterFragment } from '../../generated/graph.ts'
import { isBeginning } from '../graph/is-beginning.ts'
import { useReading } from '../graph/use-reading.ts'
import { useFollow } from '../streams/use-follow.ts'

type Heard = ReadonlyMap<string, AwayClusterFragment>
const noneHeard: Heard = new Map()

const withClusters = (before: Heard, clusters: readonly AwayClusterFragment[]): Heard =>
  new Map([...before, ...clusters.map((cluster) => [cluster.name, cluster] as const)])

/** Which of these clusters cannot be reached now; it changes by itself. */
export function useClustersAway(first: readonly AwayClusterFragment[]): readonly AwayClusterFragment[] {
  const [heard, reading] = useReading(noneHeard, AwayClustersDocument)
  useFollow(AwayClustersChangedDocument, {}, ({ clusters: { type, cluster } }) => {
    if (isBeginning(type)) reading.again({}, (before, read) => withClusters(before, read.clusters))
    else if (cluster !== null) reading.change((before) => withClusters(before, [cluster]))
  })
  const named = new Map(first.map((cluster) => [cluster.name, heard.get(cluster.name) ?? cluster]))
  return [...named.values()].filter(({ state }) => state === 'UNREACHABLE')
}
