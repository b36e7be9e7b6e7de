import type { Report } from '@operations-manager/schema/link/messages.ts'
import { storable } from './tables.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * A report that can be stored. A cluster sends a report until it is acknowledged, so one odd sign in a container's
 * words, or a clock that is far off, must not keep it and all that come after it from being taken.
 */
export function cleanReport(report: Report, now: Date): Report {
  switch (report.type) {
    case 'step':
      return {
        ...report,
        at: timeOf(report.at, now),
        step: storable(report.step),
        title: storable(report.title),
        message: storable(report.message),
      }
    case 'status':
      return { ...report, observedAt: timeOf(report.observedAt, now) }
    case 'tombstone':
      return {
        ...report,
        at: timeOf(report.at, now),
        retained: report.retained.map((retained) => ({
          type: storable(retained.type),
          name: storable(retained.name),
          service: storable(retained.service),
          // A time that cannot be read must not make data look as if it were gone.
          until: Number.isNaN(Date.parse(retained.until))
            ? new Date(now.getTime() + 7 * dayMs).toISOString()
            : retained.until,
        })),
      }
    case 'target':
    case 'event':
    case 'orphans':
      return { ...report, at: timeOf(report.at, now) }
    default:
      return report satisfies never
  }
}

/** The time that was told, unless it is none or lies far ahead: then the present. */
function timeOf(told: string, now: Date): string {
  const ms = Date.parse(told)
  return Number.isNaN(ms) || ms > now.getTime() + dayMs || ms < 0 ? now.toISOString() : told
}
