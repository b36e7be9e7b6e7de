import { hashOfState, sha256 } from '../store/audit-record.ts'
import type { ClusterRow, DeploymentRow } from '../store/tables.ts'

/** The hash of a project file; null where there is none. */
export function fileState(text: string | null): string | null {
  return text === null ? null : sha256(text)
}

/** The hash of what people decide about a cluster and what it proves itself with; what it reports is no part of it. */
export function clusterState(row: ClusterRow | null): string | null {
  if (row === null) return null
  const { name, address, projects, draining, publicKey, joinTokenHash, state } = row
  const isRemoved = state === 'REMOVED'
  return hashOfState({ name, address, projects, draining, publicKey, joinTokenHash, isRemoved })
}

/** The hash of what is wished of deployments beside their file; null where there are none. */
export function wishesState(rows: readonly DeploymentRow[]): string | null {
  if (rows.length === 0) return null
  const wishes = rows.map(({ id, generation, wished, held, restarts, reissue, retained }) => {
    return { id, generation, wished, held, restarts, reissue, retained }
  })
  return hashOfState(wishes.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
}
