import { supportedContractVersions } from '@operations-manager/schema/link/handshake.ts'
import { contractVersion as currentVersion } from '@operations-manager/schema/link/messages.ts'
import type { ClusterRow } from '../store/tables.ts'

/** What of a cluster decides about the supergraph. */
export type RoutedCluster = Pick<ClusterRow, 'name' | 'typeName' | 'address'>

export type Routing = {
  /** By name. */
  readonly clusters: readonly RoutedCluster[]
  /** The lowest in use: a field that only some clusters had would not compose. */
  readonly contractVersion: number
}

/** The clusters that a supergraph holds: connected at least once, and last heard speaking a version that we speak. */
export function routingOf(rows: readonly ClusterRow[], current: number = currentVersion): Routing {
  const spoken = supportedContractVersions(current)
  const routed = rows
    .filter((row) => row.state !== 'REMOVED' && row.profile !== null)
    .filter((row) => row.contractVersion !== null && spoken.includes(row.contractVersion))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const versions = routed.map((row) => row.contractVersion ?? current)
  return {
    clusters: routed.map(({ name, typeName, address }) => ({ name, typeName, address })),
    contractVersion: Math.min(current, ...versions),
  }
}
