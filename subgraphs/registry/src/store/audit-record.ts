import { createHash } from 'node:crypto'
import { canonicalJson } from '@operations-manager/schema/resolve/canonical-json.ts'
import type { Actor } from './operation-state.ts'
import { json } from './tables.ts'

export const auditResults = ['ACCEPTED', 'REFUSED', 'DENIED', 'FAILED'] as const
/** `REFUSED`: the user's mistake, with the codes of its problems. `DENIED`: a right was missing. `FAILED`: our fault. */
export type AuditResult = (typeof auditResults)[number]

/** Who did it; also who may not ask for operations. */
export type AuditActor = Actor | { readonly type: 'cluster'; readonly cluster: string } | { readonly type: 'anonymous' }

/** From where. `link`: a cluster's own connection to the registry. */
export type AuditSource = {
  readonly address: string | null
  readonly transport: 'http' | 'sse' | 'websocket' | 'link'
  readonly userAgent: string | null
}

/** What it was done to, by name; an operation by its id. */
export type AuditTarget = {
  readonly project: string | null
  readonly deployment: string | null
  readonly cluster: string | null
  readonly operation: string | null
}

/** What happened, before it has its place in the chain. */
export type AuditEntry = AuditTarget & {
  readonly actor: AuditActor
  /** A mutation or another root field by its name, or one of the few events that have none, such as `handCommit`. */
  readonly action: string
  readonly result: AuditResult
  /** The codes of the problems that it was refused with. */
  readonly problems: readonly string[]
  /** SHA-256 of the state before and after, never the state itself. */
  readonly before: string | null
  readonly after: string | null
  /** Plain names without secrets and without values. */
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
  /** How often the same happened; more than once only where somebody repeats what is refused. */
  readonly times: number
  readonly requestId: string | null
  readonly source: AuditSource | null
}

/** A record in its place: what its hash is made over. */
export type AuditRecord = AuditEntry & {
  /** 1, 2, 3 … without gaps. */
  readonly number: number
  /** The hash of the record before; 64 zeros before the first. */
  readonly previous: string
  /** ISO, UTC, with milliseconds. */
  readonly at: string
  /** The access token that it was done with, by its id. */
  readonly token: string | null
}

/** Where a chain ends, so that a next record can be joined to it. */
export type ChainEnd = { readonly number: number; readonly hash: string }

/** Where a chain begins. */
export const chainStart: ChainEnd = { number: 0, hash: '0'.repeat(64) }

/** A record as it is stored: its canonical JSON and the hash of that. Everything else in the table is made from it. */
export type SealedRecord = ChainEnd & { readonly content: string }

/** Gives an entry its place after `end`. */
export function sealRecord(end: ChainEnd, at: Date, entry: AuditEntry): SealedRecord {
  const number = end.number + 1
  const token = entry.actor.type === 'token' ? entry.actor.token : null
  const record: AuditRecord = { ...entry, number, previous: end.hash, at: at.toISOString(), token }
  // Parsed back, so that what PostgreSQL cannot hold is replaced before it is hashed.
  const content = canonicalJson(JSON.parse(json(record)))
  return { number, content, hash: sha256(content) }
}

/** SHA-256 in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The hash of a state that is no text of its own; `undefined` and absent are the same. */
export function hashOfState(state: unknown): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(state))))
}
