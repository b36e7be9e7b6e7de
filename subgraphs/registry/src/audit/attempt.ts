import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { actorOf } from '../changes/actor.ts'
import type { AuditActor, AuditEntry, AuditSource } from '../store/audit-record.ts'
import type { Write } from '../store/write.ts'

/** What somebody tries to do with one request: who, what, and from where. Made anew for each root field. */
export type Attempt = {
  readonly actor: AuditActor
  /** The mutation's name, or that of another root field. */
  readonly action: string
  readonly requestId: string | null
  readonly source: AuditSource | null
  /** True once a record of it is committed; nobody needs to make another one then. */
  isRecorded: boolean
}

/** With which request, and from where. */
export type From = Pick<Attempt, 'requestId' | 'source'>

/** What a record adds to the attempt. */
export type Facts = Partial<Omit<AuditEntry, 'actor' | 'requestId' | 'source'>>

/** An attempt by a caller. */
export function attemptOf(caller: Caller, action: string, from: From): Attempt {
  const actor: AuditActor = caller.type === 'anonymous' ? { type: 'anonymous' } : actorOf(caller)
  return { actor, action, requestId: from.requestId, source: from.source, isRecorded: false }
}

/** An attempt that nobody makes over the graph: a cluster that joins, a commit made by hand, the platform itself. */
export function attemptBy(actor: AuditActor, action: string, source: AuditSource | null = null): Attempt {
  return { actor, action, requestId: null, source, isRecorded: false }
}

const nothing = {
  project: null,
  deployment: null,
  cluster: null,
  operation: null,
  result: 'ACCEPTED',
  problems: [],
  before: null,
  after: null,
  detail: {},
  times: 1,
} as const

/** The record of an attempt; accepted unless the facts say otherwise. */
export function entryOf({ actor, action, requestId, source }: Attempt, facts: Facts): AuditEntry {
  return { ...nothing, actor, action, requestId, source, ...facts }
}

/** Records within a transaction what the attempt does there. */
export function recordIn(write: Write, attempt: Attempt, facts: Facts): void {
  write.audit(entryOf(attempt, facts), () => {
    attempt.isRecorded = true
  })
}
