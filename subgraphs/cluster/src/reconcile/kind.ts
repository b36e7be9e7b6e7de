/**
 * Everything a cluster provides is a kind. Deleting is planning for `null`; converged means the plan is empty.
 * Actions are plain data: comparable, printable, and free of secrets (an action names where the secret is).
 */
export type Kind<Id, Desired, Observed, Action extends PlannedAction> = {
  readonly name: string
  /** Reads outside. `null` means "is not there"; what cannot be read throws `Waiting`, it is never absent. */
  observe(id: Id): Promise<Observed | null>
  /** Decides; pure. Throws `Stalled` to refuse (another's mark, a shrinking volume). */
  plan(desired: Desired | null, observed: Observed | null): readonly Action[]
  /** Writes one action; idempotent: create tolerates "exists", drop tolerates "missing". */
  apply(action: Action): Promise<void>
  /** Whether actions of one plan need none before them, so that they may be written side by side. Absent: in order. */
  readonly isUnordered?: true
}

export type PlannedAction = { readonly type: string }
