/** How much somebody may spend: so much at once, and so much a second from then on. */
export type Budget = { readonly burst: number; readonly perSecond: number }

/** What is left of somebody's budget. */
export type Left = {
  readonly remaining: number
  /** Until all of it is there again. */
  readonly resetSeconds: number
}

/** What became of a try to spend some. */
export type Spent = Left & {
  readonly isAllowed: boolean
  /** Until as much as was asked for is there; 0 if it was allowed. */
  readonly retryAfterSeconds: number
}

/**
 * Budgets of any number of spenders, by the generic cell rate algorithm (ITU-T I.371): of each one moment is kept, at
 * which all of the budget is there again. What is refused costs nothing. Moments are `performance.now()`.
 */
export class Budgets {
  readonly #budget: Budget
  readonly #mostSpenders: number
  /** By spender; whoever spent last is last. */
  readonly #fullAt = new Map<string, number>()

  /** Beyond so many spenders those are forgotten who spent longest ago. */
  constructor(budget: Budget, mostSpenders = 10_000) {
    this.#budget = budget
    this.#mostSpenders = mostSpenders
  }

  /** How long until this spender may spend so many points; 0 if now. More than a burst is never there. */
  waitMs(spender: string, points: number, now = performance.now()): number {
    const { burst, perSecond } = this.#budget
    return Math.max(0, this.#owedMs(spender, now) + ((points - burst) / perSecond) * 1_000)
  }

  /** Spends so many points of this spender's budget, or none of them. */
  spend(spender: string, points: number, now = performance.now()): Spent {
    const waitMs = this.waitMs(spender, points, now)
    if (waitMs === 0) {
      this.#keep(spender, now + this.#owedMs(spender, now) + (points / this.#budget.perSecond) * 1_000)
    }
    return { ...this.left(spender, now), isAllowed: waitMs === 0, retryAfterSeconds: Math.ceil(waitMs / 1_000) }
  }

  /** What this spender has left; looking costs nothing. */
  left(spender: string, now = performance.now()): Left {
    const { burst, perSecond } = this.#budget
    const owedMs = this.#owedMs(spender, now)
    return {
      remaining: Math.max(0, Math.floor(burst - (owedMs / 1_000) * perSecond)),
      resetSeconds: Math.ceil(owedMs / 1_000),
    }
  }

  /** Takes back what was spent. */
  giveBack(spender: string, points: number, now = performance.now()): void {
    this.#keep(spender, now + this.#owedMs(spender, now) - (points / this.#budget.perSecond) * 1_000)
  }

  /** How long until nothing of what was spent is missing any more. */
  #owedMs(spender: string, now: number): number {
    return Math.max(0, (this.#fullAt.get(spender) ?? 0) - now)
  }

  #keep(spender: string, fullAt: number): void {
    this.#fullAt.delete(spender)
    this.#fullAt.set(spender, fullAt)
    const oldest = this.#fullAt.size > this.#mostSpenders ? this.#fullAt.keys().next().value : undefined
    if (oldest !== undefined) this.#fullAt.delete(oldest)
  }
}
