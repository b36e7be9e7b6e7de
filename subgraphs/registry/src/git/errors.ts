import type { HeldReason } from '../store/tables.ts'

/** The projects repository cannot be read or written at the moment. Nothing is known about what was asked. */
export class RepositoryUnavailable extends Error {
  override readonly name = 'RepositoryUnavailable'
  /** `rejected`: the remote answered and refuses (a hook, a protected branch, credentials). */
  readonly reason: 'unreachable' | 'rejected' | 'timeout' | 'broken'
  readonly retryAfterMs = 5_000

  constructor(reason: RepositoryUnavailable['reason'], message: string, cause?: unknown) {
    super(message, { cause })
    this.reason = reason
  }
}

/** The branch no longer continues what was accepted; nothing is committed until an operator accepts its head. */
export class RepositoryHeld extends Error {
  override readonly name = 'RepositoryHeld'
  readonly head: string
  readonly reason: HeldReason

  constructor(head: string, reason: HeldReason) {
    super('The projects repository is held: an operator has to look at its head and accept it.')
    this.head = head
    this.reason = reason
  }
}
