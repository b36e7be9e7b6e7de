import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import { ingestOrphans, ingestStatuses, ingestDeploymentEvents } from './ingest-status.ts'
import { ingestSteps, ingestTargets } from './ingest-progress.ts'
import { ingestTombstones } from './ingest-tombstones.ts'
import { deriveStates } from './operations.ts'
import { cleanReport } from './report-cleaning.ts'
import type { Db } from './tables.ts'
import { write, type Write } from './write.ts'

/** A cluster reported about what is not its own; nothing of the message was stored. */
export class ForeignReport extends Error {
  override readonly name = 'ForeignReport'
  readonly cluster: string
  readonly subject: string

  constructor(cluster: string, subject: string) {
    super(
      `Cluster "${cluster}" reported about "${subject}", which does not belong to it. The whole report was refused.`,
    )
    this.cluster = cluster
    this.subject = subject
  }
}

/** What one cluster reported, under one transaction. */
export type Ingest = {
  readonly write: Write
  readonly cluster: string
  /** Operations whose state may have changed; derived once, at the end. */
  readonly touched: Set<string>
}

/**
 * Stores what one cluster reported, all or nothing, in a handful of statements however many reports there are.
 * The same report may come any number of times. Once this returns they may be acknowledged; reports about operations
 * or deployments that the registry does not know (any more) count as taken, or a cluster would send them for ever.
 */
export async function ingestReports(db: Db, cluster: string, received: readonly Report[]): Promise<void> {
  refuseForeign(cluster, received)
  if (received.length === 0) return
  const reports = received.map((report) => cleanReport(report, new Date()))
  const of = <T extends Report['type']>(type: T): Extract<Report, { type: T }>[] =>
    reports.filter((report): report is Extract<Report, { type: T }> => report.type === type)
  await write(db, async (write) => {
    const ingest: Ingest = { write, cluster, touched: new Set() }
    const tombstones = of('tombstone')
    const targets = of('target')
    const steps = of('step')
    await lockOperations(
      ingest,
      targets,
      steps,
      tombstones.map((tombstone) => tombstone.id),
    )
    await ingestSteps(ingest, steps)
    await ingestTargets(ingest, targets)
    await ingestTombstones(ingest, tombstones)
    await ingestStatuses(ingest, of('status'))
    await ingestDeploymentEvents(ingest, of('event'))
    await ingestOrphans(ingest, of('orphans'))
    await deriveStates(write, [...ingest.touched])
  })
}

function refuseForeign(cluster: string, reports: readonly Report[]): void {
  for (const report of reports) {
    if (report.type === 'tombstone' || report.type === 'orphans') continue // looked up by its id; about the cluster itself
    if (parseDeploymentId(report.deployment)?.cluster !== cluster) throw new ForeignReport(cluster, report.deployment)
  }
}

/**
 * Locks every operation that these reports can touch, in the order of their ids: their own, and the older open ones
 * of the same deployments, which a taken target supersedes. Everybody who changes targets locks the operation first,
 * so nobody waits in a circle.
 */
async function lockOperations(
  { write, cluster }: Ingest,
  targets: readonly { readonly operation: string; readonly deployment: string }[],
  steps: readonly { readonly operation: string }[],
  tombstones: readonly string[],
): Promise<void> {
  const ids = new Set([...targets, ...steps].map((report) => report.operation))
  const deployments = new Set(targets.map((report) => report.deployment))
  if (tombstones.length > 0) {
    const rows = await write.db
      .selectFrom('tombstones')
      .select(['id', 'cluster', 'deployment', 'operation'])
      .where('id', 'in', tombstones)
      .execute()
    for (const row of rows) {
      if (row.cluster !== cluster) throw new ForeignReport(cluster, row.id)
      ids.add(row.operation)
      deployments.add(row.deployment)
    }
  }
  if (deployments.size > 0) {
    const open = await write.db
      .selectFrom('targets')
      .innerJoin('operations', 'operations.id', 'targets.operation')
      .select('targets.operation')
      .where('targets.deployment', 'in', [...deployments])
      .where('targets.state', 'in', ['SAVED', 'QUEUED', 'RUNNING'])
      .where('operations.saveState', '=', 'SAVED')
      .execute()
    for (const row of open) ids.add(row.operation)
  }
  if (ids.size === 0) return
  await write.db
    .selectFrom('operations')
    .select('id')
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
}
