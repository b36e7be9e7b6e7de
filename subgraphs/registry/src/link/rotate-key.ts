import type { KeyOffer } from '@operations-manager/schema/link/handshake.ts'
import { attemptBy, recordIn } from '../audit/attempt.ts'
import { clusterState } from '../audit/states.ts'
import type { AuditSource } from '../store/audit-record.ts'
import { changeCluster, readCluster } from '../store/clusters.ts'
import type { Db } from '../store/tables.ts'
import { write } from '../store/write.ts'
import { isSignedBy } from './authenticate.ts'

/**
 * Replaces the key of a cluster that has proved with the old one who it is; answers whether it did. Who did it and did
 * not hear of it may say the same again.
 */
export async function rotateKey(
  db: Db,
  cluster: string,
  { publicKey, proof }: KeyOffer,
  source: AuditSource | null,
): Promise<boolean> {
  if (!(await isSignedBy(publicKey, cluster, proof, new Date()))) return false
  return write(db, async (tx) => {
    const before = await readCluster(tx.db, cluster)
    if (before === null || before.state === 'REMOVED') return false
    const after = await changeCluster(tx, cluster, { publicKey: JSON.stringify(publicKey) })
    const states = { before: clusterState(before), after: clusterState(after) }
    recordIn(tx, attemptBy({ type: 'cluster', cluster }, 'rotateClusterKey', source), { cluster, ...states })
    return true
  })
}
