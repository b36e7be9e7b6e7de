import type { z } from 'zod'
import type { DeploymentEventReport, OrphanReport, StatusReport } from '@operations-manager/schema/link/messages.ts'
import { isDeepStrictEqual } from 'node:util'
import type { Ingest } from './ingest.ts'
import { dedupeKey, placeOf } from './ingest-progress.ts'
import { json } from './tables.ts'

/** Keeps the newest status of each deployment; an event only where people would see a difference. */
export async function ingestStatuses(ingest: Ingest, reports: readonly StatusReport[]): Promise<void> {
  const newest = new Map<string, StatusReport>()
  for (const report of reports) {
    const other = newest.get(report.deployment)
    if (other === undefined || Date.parse(report.observedAt) >= Date.parse(other.observedAt)) {
      newest.set(report.deployment, report)
    }
  }
  if (newest.size === 0) return
  const rows = await ingest.write.db
    .selectFrom('deployments')
    .select(['id', 'operation', 'status', 'statusAt'])
    .where('id', 'in', [...newest.keys()])
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const row of rows) {
    const reported = newest.get(row.id)
    if (reported === undefined || (row.statusAt !== null && new Date(reported.observedAt) < row.statusAt)) continue
    // A backend that started again knows no longer since when.
    const since = row.status?.health === reported.health ? row.status.since : reported.since
    const status = { ...reported, since }
    await ingest.write.db
      .updateTable('deployments')
      .set({ status: json(status), statusAt: new Date(status.observedAt) })
      .where('id', '=', row.id)
      .execute()
    if (isDeepStrictEqual(shown(row.status), shown(status))) continue
    const { generation, health, headline } = status
    ingest.write.emit(placeOf({ deployment: row.id, operation: null }), {
      type: 'status',
      status: { generation, health, headline, since },
    })
  }
}

/** A status without what changes at each look. */
function shown(status: StatusReport | null): unknown {
  return status === null ? null : { ...status, observedAt: null }
}

/** Drift healed, a proof made again: stored once by its random id. */
export async function ingestDeploymentEvents(ingest: Ingest, reports: readonly DeploymentEventReport[]): Promise<void> {
  for (const { id, deployment, kind, message, at } of reports) {
    ingest.write.emitReported({
      ...placeOf({ deployment, operation: null }),
      at: new Date(at),
      change: { type: 'deployment', id, kind, message },
      // With the deployment, so that one cluster cannot use up the ids of another.
      dedupe: dedupeKey('event', [deployment, id]),
    })
  }
}

/** Marked things of no wished deployment, as the cluster last listed them. */
export async function ingestOrphans(ingest: Ingest, reports: readonly z.infer<typeof OrphanReport>[]): Promise<void> {
  const report = reports.at(-1)
  if (report === undefined) return
  const { write, cluster } = ingest
  const row = await write.db
    .selectFrom('clusters')
    .select('orphaned')
    .where('name', '=', cluster)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return
  await write.db
    .updateTable('clusters')
    .set({ orphaned: json(report.orphaned), orphanedAt: new Date(report.at) })
    .where('name', '=', cluster)
    .execute()
  if (!isDeepStrictEqual(row.orphaned, report.orphaned)) {
    write.emit({ cluster }, { type: 'orphans', count: report.orphaned.length })
  }
}
