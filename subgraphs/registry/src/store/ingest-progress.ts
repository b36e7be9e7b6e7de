import { createHash } from 'node:crypto'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { StepReport, TargetReport } from '@operations-manager/schema/link/messages.ts'
import { isDeepStrictEqual } from 'node:util'
import type { EventPlace } from './event-change.ts'
import type { Ingest } from './ingest.ts'
import { isFinal, nextTargetState } from './operation-state.ts'
import { foldStep, type StepNow } from './step-fold.ts'
import { json, type StepRow, type TargetRow } from './tables.ts'

type Concerned = { readonly operation: string; readonly deployment: string }

const keyOf = ({ operation, deployment }: Concerned): string => `${operation} ${deployment}`

/** Stores steps: the present state of each, and one event for each (attempt, state) that was not told before. */
export async function ingestSteps(ingest: Ingest, reports: readonly StepReport[]): Promise<void> {
  const targets = await readTargets(ingest, reports)
  const known = await readSteps(ingest, reports)
  const changed = new Map<string, { readonly report: StepReport; readonly now: StepNow }>()
  for (const report of reports) {
    // A step counts only for the generation that its target stands for, and only until that has ended: a backend that
    // starts again may look at everything before it hears so, and what has ended is not rewritten.
    const target = targets.get(keyOf(report))
    if (target === undefined || target.generation !== report.generation || isFinal(target.state)) continue
    const key = `${keyOf(report)} ${report.step}`
    const now = foldStep(changed.get(key)?.now ?? known.get(key) ?? null, report)
    if (now === null) continue
    changed.set(key, { report, now })
    const { type, operation, deployment, ...step } = { ...report, attempt: now.attempt }
    ingest.write.emitReported({
      ...placeOf(report),
      at: new Date(report.at),
      change: { type, ...step },
      dedupe: dedupeKey(type, [operation, deployment, step.generation, step.step, `${step.attempt}`, step.state]),
    })
  }
  if (changed.size === 0) return
  await ingest.write.db
    .insertInto('steps')
    .values([...changed.values()].map(({ report, now }) => stepValues(report, now)))
    .onConflict((conflict) =>
      conflict.columns(['operation', 'deployment', 'step']).doUpdateSet((eb) => ({
        title: eb.ref('excluded.title'),
        needs: eb.ref('excluded.needs'),
        weight: eb.ref('excluded.weight'),
        attempt: eb.ref('excluded.attempt'),
        state: eb.ref('excluded.state'),
        startedAt: eb.ref('excluded.startedAt'),
        finishedAt: eb.ref('excluded.finishedAt'),
        at: eb.ref('excluded.at'),
        message: eb.ref('excluded.message'),
        problem: eb.ref('excluded.problem'),
        proofs: eb.ref('excluded.proofs'),
      })),
    )
    .execute()
}

/** Moves targets on. The first word of a cluster about a target supersedes the older open ones of the deployment. */
export async function ingestTargets(ingest: Ingest, reports: readonly TargetReport[]): Promise<void> {
  const targets = await readTargets(ingest, reports)
  for (const report of reports) {
    const target = targets.get(keyOf(report))
    if (target === undefined || target.generation !== report.generation || isFinal(target.state)) continue
    const state = nextTargetState(target.state, report.state)
    const next = {
      state,
      waitingFor: isFinal(state) ? null : report.waitingFor,
      problems: report.problems,
      takenAt: target.takenAt ?? ingest.write.now,
      startedAt: target.startedAt ?? (state === 'QUEUED' ? null : new Date(report.at)),
      finishedAt: isFinal(state) ? new Date(report.at) : null,
    }
    if (target.takenAt === null) {
      for (const older of await supersedeOlder(ingest, report)) targets.set(keyOf(older), older)
    }
    if (
      state === target.state &&
      isDeepStrictEqual([next.waitingFor, next.problems], [target.waitingFor, target.problems])
    ) {
      continue
    }
    targets.set(keyOf(report), { ...target, ...next })
    await storeTarget(ingest, { ...target, ...next })
  }
}

/** Stores a target as given and tells of it. */
export async function storeTarget(ingest: Ingest, target: TargetRow): Promise<void> {
  const { operation, deployment, generation, state, waitingFor, problems, supersededBy } = target
  await ingest.write.db
    .updateTable('targets')
    .set({
      state,
      waitingFor: waitingFor === null ? null : json(waitingFor),
      problems: json(problems),
      supersededBy,
      takenAt: target.takenAt,
      startedAt: target.startedAt,
      finishedAt: target.finishedAt,
    })
    .where('operation', '=', operation)
    .where('deployment', '=', deployment)
    .execute()
  ingest.touched.add(operation)
  ingest.write.emit(placeOf(target), { type: 'target', generation, state, waitingFor, problems, supersededBy })
}

/**
 * The cluster took this operation's wish, so what operations saved before it still wanted of the deployment will not
 * come. The order of their commits counts, not that in which they were asked for.
 */
export async function supersedeOlder(ingest: Ingest, taken: Concerned): Promise<readonly TargetRow[]> {
  const savedAt = ingest.write.db.selectFrom('operations').select('savedAt').where('id', '=', taken.operation)
  const older = await ingest.write.db
    .selectFrom('targets')
    .innerJoin('operations', 'operations.id', 'targets.operation')
    .selectAll('targets')
    .where('targets.deployment', '=', taken.deployment)
    .where('targets.operation', '<>', taken.operation)
    .where('targets.state', 'in', ['SAVED', 'QUEUED', 'RUNNING'])
    .where((eb) =>
      eb.or([
        eb('operations.savedAt', '<', savedAt),
        eb.and([eb('operations.savedAt', '=', savedAt), eb('operations.id', '<', taken.operation)]),
      ]),
    )
    .execute()
  const end = {
    state: 'SUPERSEDED',
    supersededBy: taken.operation,
    waitingFor: null,
    finishedAt: ingest.write.now,
  } as const
  const superseded = older.map((target) => ({ ...target, ...end }))
  for (const target of superseded) await storeTarget(ingest, target)
  return superseded
}

/** The targets that these reports are about, by operation and deployment; unknown ones are not among them. */
export async function readTargets(ingest: Ingest, of: readonly Concerned[]): Promise<Map<string, TargetRow>> {
  if (of.length === 0) return new Map()
  const rows = await ingest.write.db
    .selectFrom('targets')
    .selectAll()
    .where('operation', 'in', [...new Set(of.map((report) => report.operation))])
    .where('deployment', 'in', [...new Set(of.map((report) => report.deployment))])
    .execute()
  return new Map(rows.map((row) => [keyOf(row), row]))
}

async function readSteps(ingest: Ingest, of: readonly StepReport[]): Promise<Map<string, StepRow>> {
  if (of.length === 0) return new Map()
  const rows = await ingest.write.db
    .selectFrom('steps')
    .selectAll()
    .where('operation', 'in', [...new Set(of.map((report) => report.operation))])
    .where('deployment', 'in', [...new Set(of.map((report) => report.deployment))])
    .where('step', 'in', [...new Set(of.map((report) => report.step))])
    .execute()
  return new Map(rows.map((row) => [`${keyOf(row)} ${row.step}`, row]))
}

/** Reports are small and many: none of their events names the cluster, so its own feed stays short. */
export function placeOf({ operation, deployment }: { operation: string | null; deployment: string }): EventPlace {
  return { operation, deployment, project: parseDeploymentId(deployment)?.project ?? null, cluster: null }
}

/** One text for what must be stored once. Hashed, because the parts may be long and are not ours. */
export function dedupeKey(type: string, parts: readonly string[]): string {
  return `${type}:${createHash('sha256').update(json(parts)).digest('base64url')}`
}

function stepValues({ operation, deployment, step, generation }: StepReport, now: StepNow) {
  return {
    ...now,
    operation,
    deployment,
    step,
    generation,
    needs: json(now.needs),
    problem: now.problem === null ? null : json(now.problem),
    proofs: json(now.proofs),
  }
}
