import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { blockOf } from './address-block.ts'
import { Budgets, type Left } from './budgets.ts'
import type { Call } from './call.ts'
import type { RateLimits } from './limits.ts'
import { tooMany } from './refusal.ts'

/**
 * What each caller may have of this gateway: operations and their cost over time, and operations at the same moment.
 * A person, a token and, where nobody signed in, an address are callers of their own.
 */
export class Rates {
  readonly #limits: RateLimits
  readonly #operations: Budgets
  readonly #cost: Budgets
  readonly #running = new Map<string, number>()
  readonly #policy: string

  constructor(limits: RateLimits) {
    this.#limits = limits
    this.#operations = new Budgets({ burst: limits.operationsAtOnce, perSecond: limits.operationsPerSecond })
    this.#cost = new Budgets({ burst: limits.costAtOnce, perSecond: limits.costPerSecond })
    const { operationsAtOnce, operationsPerSecond, costAtOnce, costPerSecond } = limits
    this.#policy = `${policyOf('operations', operationsAtOnce, operationsPerSecond)}, ${policyOf('cost', costAtOnce, costPerSecond)}`
  }

  /** Takes an operation of this cost from the caller's budgets, or throws a refusal that says when to come again. */
  spend(call: Pick<Call, 'identity' | 'source'>, cost: number): void {
    const spender = spenderOf(call)
    const ofCost = this.#cost.waitMs(spender, cost)
    const operations = this.#operations.spend(spender, ofCost > 0 ? 0 : 1)
    if (!operations.isAllowed) {
      throw tooMany('operationsPerSecond', this.#limits.operationsPerSecond, operations.retryAfterSeconds)
    }
    const spent = this.#cost.spend(spender, cost)
    if (!spent.isAllowed) throw tooMany('costPerSecond', this.#limits.costPerSecond, spent.retryAfterSeconds)
  }

  /** Runs one of the operations that a caller may have running at the same moment; throws a refusal for one too many. */
  async run<Result>(call: Pick<Call, 'identity' | 'source'>, work: () => Promise<Result>): Promise<Result> {
    const spender = spenderOf(call)
    const running = this.#running.get(spender) ?? 0
    const { runningPerCaller } = this.#limits
    if (running >= runningPerCaller) throw tooMany('runningPerCaller', runningPerCaller, 1)
    this.#running.set(spender, running + 1)
    try {
      return await work()
    } finally {
      const left = (this.#running.get(spender) ?? 1) - 1
      if (left === 0) this.#running.delete(spender)
      else this.#running.set(spender, left)
    }
  }

  /** What a caller has left, as headers (draft-ietf-httpapi-ratelimit-headers-10). */
  headers(call: Pick<Call, 'identity' | 'source'>): Readonly<Record<string, string>> {
    const spender = spenderOf(call)
    return {
      'ratelimit-policy': this.#policy,
      ratelimit: `${leftOf('operations', this.#operations.left(spender))}, ${leftOf('cost', this.#cost.left(spender))}`,
    }
  }
}

function policyOf(name: string, burst: number, perSecond: number): string {
  return `"${name}";q=${burst};w=${Math.ceil(burst / perSecond)}`
}

function leftOf(name: string, { remaining, resetSeconds }: Left): string {
  return `"${name}";r=${remaining};t=${resetSeconds}`
}

function spenderOf({ identity: { caller }, source }: Pick<Call, 'identity' | 'source'>): string {
  return caller.type === 'anonymous' ? `address ${blockOf(source.address)}` : nameOf(caller)
}

function nameOf(caller: Exclude<Caller, { readonly type: 'anonymous' }>): string {
  return caller.type === 'token' ? `token ${caller.token}` : `person ${caller.issuer} ${caller.subject}`
}
