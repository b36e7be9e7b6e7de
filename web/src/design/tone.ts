/** What a state means to a person: the five that have a colour. */
export type Tone = 'ready' | 'working' | 'waiting' | 'failed' | 'unknown'

/** One table for all states of the graph; a state that is added there is missed here by the type check. */
export const tones = {
  health: {
    UNKNOWN: 'unknown',
    PROGRESSING: 'working',
    READY: 'ready',
    DEGRADED: 'waiting',
    FAILED: 'failed',
    REMOVING: 'working',
  },
  operation: {
    RECORDED: 'waiting',
    SAVED: 'waiting',
    QUEUED: 'waiting',
    RUNNING: 'working',
    SUCCEEDED: 'ready',
    FAILED: 'failed',
    CANCELLED: 'unknown',
    SUPERSEDED: 'unknown',
  },
  target: {
    OPEN: 'waiting',
    QUEUED: 'waiting',
    RUNNING: 'working',
    SUCCEEDED: 'ready',
    FAILED: 'failed',
    CANCELLED: 'unknown',
    SUPERSEDED: 'unknown',
  },
  step: {
    PENDING: 'unknown',
    RUNNING: 'working',
    WAITING: 'waiting',
    SUCCEEDED: 'ready',
    FAILED: 'failed',
    SKIPPED: 'unknown',
  },
  cluster: {
    CONNECTED: 'ready',
    UNREACHABLE: 'failed',
    NEVER_SEEN: 'unknown',
    INCOMPATIBLE: 'failed',
    REMOVED: 'unknown',
    UNKNOWN: 'unknown',
  },
  address: { PENDING: 'waiting', WORKING: 'ready', FAILING: 'failed' },
  workload: { READY: 'ready', PROGRESSING: 'working', DEGRADED: 'waiting', FAILED: 'failed', MISSING: 'failed' },
  pod: {
    PENDING: 'waiting',
    STARTING: 'working',
    RUNNING: 'working',
    READY: 'ready',
    CRASHING: 'failed',
    IMAGE_FAILED: 'failed',
    SUCCEEDED: 'ready',
    FAILED: 'failed',
    ENDING: 'unknown',
  },
  service: { READY: 'ready', MISSING: 'waiting', DEGRADED: 'waiting', UNKNOWN: 'unknown' },
  audit: { ACCEPTED: 'ready', REFUSED: 'waiting', DENIED: 'failed', FAILED: 'unknown' },
  token: { ACTIVE: 'ready', EXPIRED: 'unknown', REVOKED: 'unknown', POWERLESS: 'waiting' },
  object: {
    IN_SYNC: 'ready',
    DRIFTED: 'waiting',
    MISSING: 'failed',
    ENDING: 'working',
    ORPHANED: 'waiting',
    UNKNOWN: 'unknown',
  },
} as const satisfies Record<string, Record<string, Tone>>

export type Axis = keyof typeof tones
export type StateOf<Which extends Axis> = keyof (typeof tones)[Which] & string
