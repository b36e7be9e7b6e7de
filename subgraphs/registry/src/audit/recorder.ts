import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { AuditEntry } from '../store/audit-record.ts'
import type { Db } from '../store/tables.ts'
import { write } from '../store/write.ts'
import { entryOf, type Attempt, type Facts } from './attempt.ts'
import { Bound, type Counted } from './bound.ts'

/** Ten minutes: what repeats within them is one record. */
const windowMs = 10 * 60_000
/** Whoever is known is answerable for what they do; who is not could be anybody, from any number of addresses. */
const ofKnown = { singly: 100, kinds: 2_000 }
const ofUnknown = { singly: 3, kinds: 50 }

/** Records what changed nothing: refused, denied and failed attempts. */
export type Recorder = {
  /** Records an attempt that no transaction recorded. Never throws: the answer to the attempt is the same either way. */
  record(attempt: Attempt, facts: Facts): Promise<void>
  /** Writes down what was only counted so far; for the end of the program. */
  stop(): Promise<void>
}

export function createRecorder({ db, log }: { readonly db: Db; readonly log: Log }): Recorder {
  const known = new Bound<AuditEntry>(ofKnown)
  const unknown = new Bound<AuditEntry>(ofUnknown)

  async function append(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return
    try {
      await write(db, (tx) => {
        for (const entry of entries) tx.audit(entry)
        return Promise.resolve()
      })
    } catch (error) {
      // Without the database nothing can be changed either; the log keeps what the trail cannot.
      log.error({ err: error, entries }, 'attempts that changed nothing could not be recorded')
    }
  }

  const endWindow = (): Promise<void> => append([...known.end(), ...unknown.end()].map(summed))
  const timer = setInterval(() => void endWindow(), windowMs)
  return {
    record: async (attempt, facts) => {
      const entry = entryOf(attempt, facts)
      const bound = isKnown(entry) ? known : unknown
      // What was accepted is never only counted.
      if (entry.result === 'ACCEPTED' || bound.take(kindOf(entry), entry)) await append([entry])
      attempt.isRecorded = true
    },
    stop: () => {
      clearInterval(timer)
      return endWindow()
    },
  }
}

function isKnown({ actor }: AuditEntry): boolean {
  return actor.type === 'person' || actor.type === 'token'
}

function kindOf({ actor, source, action, result, project, problems }: AuditEntry): string {
  const who = actor.type === 'anonymous' || actor.type === 'cluster' ? (source?.address ?? null) : actor
  return JSON.stringify([who, action, result, project, problems])
}

/** Many attempts in one record. Where they were not all alike, it says only what they have in common. */
function summed({ item, times, isMixed }: Counted<AuditEntry>): AuditEntry {
  if (!isMixed) return { ...item, times, requestId: null }
  return entryOf(
    { actor: { type: 'anonymous' }, action: 'manyAttempts', requestId: null, source: null, isRecorded: false },
    { result: item.result, times },
  )
}
