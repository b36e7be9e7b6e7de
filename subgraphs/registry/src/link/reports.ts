import type { Log } from '@operations-manager/runtime/log/log.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import { LinkMessageError, parseLink } from '@operations-manager/schema/link/wire.ts'
import { ForeignReport, ingestReports } from '../store/ingest.ts'
import type { Db } from '../store/tables.ts'
import { StoreUnavailable } from '../store/unavailable.ts'

export type RefusedReport = { readonly index: number; readonly code: string; readonly message: string }
export type Receipt = { readonly stored: number; readonly refused: readonly RefusedReport[] }

type Numbered = { readonly index: number; readonly report: Report }

/**
 * Stores what a cluster reported and answers when it is stored. One report that cannot be read or is about somebody
 * else's deployment is refused and does not keep the others from being stored. Throws `StoreUnavailable`, with
 * nothing acknowledged, when the database is away.
 */
export async function takeReports(db: Db, cluster: string, sent: readonly unknown[], log: Log): Promise<Receipt> {
  const refused: RefusedReport[] = []
  const fitting: Numbered[] = []
  for (const [index, value] of sent.entries()) {
    const report = readReport(cluster, value)
    if ('code' in report) refused.push({ index, ...report })
    else fitting.push({ index, report: report.report })
  }
  refused.push(...(await store(db, cluster, fitting, log)))
  for (const { code, message } of refused) log.warn({ cluster, code, reason: message }, 'refused a report')
  return { stored: sent.length - refused.length, refused: refused.toSorted((a, b) => a.index - b.index) }
}

type Read = { readonly report: Report } | { readonly code: string; readonly message: string }

function readReport(cluster: string, value: unknown): Read {
  try {
    const report = parseLink.report(value)
    const deployment = 'deployment' in report ? report.deployment : null
    if (deployment === null || parseDeploymentId(deployment)?.cluster === cluster) return { report }
    return { code: 'FOREIGN', message: `"${deployment}" is no deployment of this cluster.` }
  } catch (error) {
    if (error instanceof LinkMessageError) return { code: 'INVALID', message: error.message }
    throw error
  }
}

/** All at once; only if that is refused one by one, to find which it was. */
async function store(db: Db, cluster: string, reports: readonly Numbered[], log: Log): Promise<RefusedReport[]> {
  try {
    await ingestReports(
      db,
      cluster,
      reports.map(({ report }) => report),
    )
    return []
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    const [only] = reports
    if (only !== undefined && reports.length === 1) return [refusal(only, error, log)]
    const refused: RefusedReport[] = []
    for (const report of reports) refused.push(...(await store(db, cluster, [report], log)))
    return refused
  }
}

function refusal({ index, report }: Numbered, error: unknown, log: Log): RefusedReport {
  if (error instanceof ForeignReport) return { index, code: 'FOREIGN', message: error.message }
  log.error({ err: error, type: report.type }, 'a report cannot be stored')
  return { index, code: 'INTERNAL', message: 'The registry cannot store this report; its log says why.' }
}
