import { randomBytes } from 'node:crypto'
import { markForRemoval } from '../api.ts'
import type { ObjectStore } from '../object-store.ts'
import type { Condition, JobObject, PodObject } from '../objects.ts'
import { elapsed, recordEvent, type World } from '../world.ts'
import { withCondition } from './pods.ts'
import { createPod } from './replica-sets.ts'
import { listOf } from '../views.ts'

/** Runs each Job's pod until one succeeds or too many failed. */
export function advanceJobs(world: World, namespace: string): void {
  for (const job of listOf(world.store, 'Job', namespace)) {
    if (job.metadata.deletionTimestamp === undefined) advance(world, job)
  }
}

function advance(world: World, job: JobObject): void {
  if (isOver(job)) {
    expire(world, job)
    return
  }
  const pods = jobPods(world.store, job)
  const succeeded = pods.filter(({ status }) => status?.phase === 'Succeeded').length
  const failed = pods.filter(({ status }) => status?.phase === 'Failed').length
  const active = pods.length - succeeded - failed
  const late =
    job.spec.activeDeadlineSeconds !== undefined &&
    elapsed(world, job.metadata.creationTimestamp, job.spec.activeDeadlineSeconds * 1000, job.metadata.uid ?? '')
  const limit = job.spec.backoffLimit ?? 6
  const ending = conclusion(succeeded, failed > limit, late)
  if (ending === null && active === 0) {
    const name = `${job.metadata.name}-${randomBytes(3).toString('hex').slice(0, 5)}`
    const template = {
      ...job.spec.template,
      metadata: {
        ...job.spec.template.metadata,
        labels: { ...job.spec.template.metadata?.labels, 'batch.kubernetes.io/job-name': job.metadata.name },
      },
    }
    if (createPod(world, job, name, template) !== null) world.wakeAt(world.now.getTime() + world.timings.retryMs)
  }
  if (late) for (const pod of pods) markForRemoval(world.store, pod, world.now)
  report(world, job, { active, succeeded, failed }, ending)
}

type Ending = { readonly type: 'Complete' | 'Failed'; readonly reason: string; readonly message: string }

function conclusion(succeeded: number, tooMany: boolean, late: boolean): Ending | null {
  if (succeeded > 0)
    return { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }
  if (tooMany)
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
  if (late)
    return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }
  return null
}

function report(
  world: World,
  job: JobObject,
  counts: { readonly active: number; readonly succeeded: number; readonly failed: number },
  ending: Ending | null,
): void {
  const at = world.now.toISOString()
  const before: readonly Condition[] = job.status?.conditions ?? []
  const conditions =
    ending === null ? before : withCondition(before, { ...ending, status: 'True', lastTransitionTime: at })
  const completion = ending?.type === 'Complete' ? { completionTime: at } : {}
  const status = { ...counts, startTime: job.status?.startTime ?? at, ...completion, conditions }
  world.store.write({ ...job, status }, world.now)
  if (ending !== null)
    recordEvent(world, job, ending.type === 'Failed' ? 'Warning' : 'Normal', ending.reason, ending.message)
}

function isOver(job: JobObject): boolean {
  return job.status?.conditions.some(({ status }) => status === 'True') === true
}

function expire(world: World, job: JobObject): void {
  const seconds = job.spec.ttlSecondsAfterFinished
  const since = job.status?.conditions.find(({ status }) => status === 'True')?.lastTransitionTime
  if (seconds !== undefined && elapsed(world, since, seconds * 1000, job.metadata.uid ?? ''))
    markForRemoval(world.store, job, world.now)
}

function jobPods(store: ObjectStore, job: JobObject): readonly PodObject[] {
  return listOf(store, 'Pod', job.metadata.namespace ?? null).filter((pod) =>
    pod.metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid),
  )
}
