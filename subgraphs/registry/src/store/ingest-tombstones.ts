import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { TombstoneReport } from '@operations-manager/schema/link/messages.ts'
import { isDeepStrictEqual } from 'node:util'
import type { Ingest } from './ingest.ts'
import { readTargets, storeTarget, supersedeOlder } from './ingest-progress.ts'
import { isFinal } from './operation-state.ts'
import { forgetProject } from './projects.ts'
import { putRetained } from './removals.ts'
import type { TombstoneRow } from './tables.ts'

/** Removals that a cluster took or finished. */
export async function ingestTombstones(ingest: Ingest, reports: readonly TombstoneReport[]): Promise<void> {
  if (reports.length === 0) return
  const rows = await ingest.write.db
    .selectFrom('tombstones')
    .selectAll()
    .where('id', 'in', [...new Set(reports.map((report) => report.id))])
    .orderBy('id')
    .forUpdate()
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  for (const report of reports) {
    const tombstone = known.get(report.id)
    if (tombstone === undefined || tombstone.state === 'DONE' || tombstone.state === report.state) continue
    known.set(report.id, { ...tombstone, state: report.state })
    await move(ingest, tombstone, report)
  }
}

async function move(ingest: Ingest, tombstone: TombstoneRow, report: TombstoneReport): Promise<void> {
  const { write } = ingest
  const project = parseDeploymentId(tombstone.deployment)?.project ?? null
  await write.db
    .updateTable('tombstones')
    .set({ state: report.state, doneAt: report.state === 'DONE' ? new Date(report.at) : null })
    .where('id', '=', tombstone.id)
    .execute()
  const place = {
    project,
    deployment: tombstone.deployment,
    operation: tombstone.operation,
    cluster: tombstone.cluster,
  }
  write.emit(place, { type: 'removal', service: tombstone.service, state: report.state })
  // A service goes within its deployment, whose own reports say how the target does.
  if (tombstone.service === null) await moveTarget(ingest, tombstone, report)
  if (report.state === 'DONE') await settle(ingest, tombstone, report, project)
}

async function moveTarget(ingest: Ingest, tombstone: TombstoneRow, report: TombstoneReport): Promise<void> {
  const targets = await readTargets(ingest, [tombstone])
  for (const target of targets.values()) {
    if (isFinal(target.state)) continue
    if (target.takenAt === null) await supersedeOlder(ingest, tombstone)
    const isDone = report.state === 'DONE'
    const next = {
      ...target,
      state: isDone ? ('SUCCEEDED' as const) : target.state === 'SAVED' ? ('QUEUED' as const) : target.state,
      takenAt: target.takenAt ?? ingest.write.now,
      finishedAt: isDone ? new Date(report.at) : null,
      waitingFor: isDone ? null : target.waitingFor,
    }
    if (!isDeepStrictEqual(next, target)) await storeTarget(ingest, next)
  }
}

/** What is left after a removal: retained data, or nothing, and then perhaps nothing of the project either. */
async function settle(
  { write }: Ingest,
  tombstone: TombstoneRow,
  report: TombstoneReport,
  project: string | null,
): Promise<void> {
  const { deployment, service, cluster, purge } = tombstone
  if (purge) {
    const gone = write.db.deleteFrom('retainedData').where('deployment', '=', deployment)
    await (service === null ? gone : gone.where('service', '=', service)).execute()
  }
  for (const retained of project === null ? [] : report.retained) {
    const { type, name, until } = retained
    const kept = { type, name, until: new Date(until) }
    await putRetained(write, { deployment, service: retained.service, project: project ?? '', cluster, ...kept })
  }
  // A deployment that was put back meanwhile is wished again and stays.
  if (service === null) {
    await write.db.deleteFrom('deployments').where('id', '=', deployment).where('wished', '=', false).execute()
  }
  if (project !== null) await forgetProject(write, project)
}
