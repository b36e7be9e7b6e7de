/** How much somebody may spend: so much at once, and so much a second from then on. */
export type Budget = { readonly burst: number; readonly perSecond: number }

/** What is left of somebody's budget after a try to spend some. */
export type Spent = {
  readonly isAllowed: boolean
  readonly remaining: number
  /** Until all of it is there again. */
  readonly resetSeconds: number
  /** Until as much as was asked for is there; 0 if it was allowed. */
  readonly retryAfterSeconds: number
}

/** Beyond so many spenders those are forgotten who spent longest ago: their budgets are the fullest. */
const remembered = 10_000

/**
 * Budgets of any number of spenders, by the generic cell rate algorithm (ITU-T I.371): of each one moment is kept, at
 * which all of the budget is there again. What is refused costs nothing.
 */
export class Budgets {
  readonly #budget: Budget
  readonly #now: () => number
  /** By spender, in milliseconds; whoever spent last is last. */
  readonly #fullAt = new Map<string, number>()

  constructor(budget: Budget, now: () => number = () => performance.now()) {
    this.#budget = budget
    this.#now = now
  }

  /** Spends so many points of this spender's budget, or none of them. More than a burst is never there. */
  spend(spender: string, points: number): Spent {
    const { burst, perSecond } = this.#budget
    const now = this.#now()
    const fullAt = Math.max(this.#fullAt.get(spender) ?? 0, now)
    const next = fullAt + (points / perSecond) * 1_000
    const burstMs = (burst / perSecond) * 1_000
    const lateMs = next - now - burstMs
    const isAllowed = lateMs <= 0
    const leftAt = isAllowed ? next : fullAt
    if (isAllowed) this.#keep(spender, next)
    return {
      isAllowed,
      remaining: Math.max(0, Math.floor(burst - ((leftAt - now) / 1_000) * perSecond)),
      resetSeconds: Math.ceil((leftAt - now) / 1_000),
      retryAfterSeconds: isAllowed ? 0 : Math.ceil(lateMs / 1_000),
    }
  }

  #keep(spender: string, fullAt: number): void {
    this.#fullAt.delete(spender)
    this.#fullAt.set(spender, fullAt)
    const oldest = this.#fullAt.size > remembered ? this.#fullAt.keys().next().value : undefined
    if (oldest !== undefined) this.#fullAt.delete(oldest)
  }
}
