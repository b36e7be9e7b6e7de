import type { Log } from '@operations-manager/runtime/log/log.ts'
import { pause } from '@operations-manager/runtime/timing/pause.ts'
import { LinkRefused, type Connection } from './connection.ts'
import type { Keyring } from './keyring.ts'

/** How often it is looked whether the key is old; a connection may last for months. */
const lookMs = 3_600_000

/** Replaces the cluster's key whenever it is old enough, for as long as a connection lasts. */
export async function rotateWhenDue(
  { keyring, cluster, log }: { readonly keyring: Keyring; readonly cluster: string; readonly log: Log },
  connection: Pick<Connection, 'rotateKey'>,
  signal: AbortSignal,
): Promise<void> {
  for (; !signal.aborted; await pause(lookMs, signal)) {
    const offer = await keyring.offer(cluster)
    if (offer === null) continue
    try {
      await connection.rotateKey(offer)
      await keyring.rotated()
      log.info({ cluster }, 'the registry took a new key of this cluster')
    } catch (error) {
      if (!(error instanceof LinkRefused)) throw error
      log.warn({ reason: error.message }, 'the registry did not take a new key of this cluster; the old one stays')
    }
  }
}
