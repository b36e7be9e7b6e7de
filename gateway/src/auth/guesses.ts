import { blockOf } from '../pipeline/address-block.ts'
import { Budgets } from '../pipeline/budgets.ts'

export type GuessOptions = {
  /** So many wrong tokens from one address are answered as what they are; then it has to wait. */
  readonly allowed: number
  /** One more is allowed again after this time. */
  readonly regainMs: number
  /** How many addresses are remembered; the one that was heard of longest ago is forgotten first. */
  readonly mostAddresses: number
}

const usual: GuessOptions = { allowed: 20, regainMs: 15_000, mostAddresses: 10_000 }

/** Slows whoever tries tokens that are wrong, by the address they come from. */
export class Guesses {
  readonly #budgets: Budgets

  constructor(options: Partial<GuessOptions> = {}) {
    const { allowed, regainMs, mostAddresses } = { ...usual, ...options }
    this.#budgets = new Budgets({ burst: allowed, perSecond: 1_000 / regainMs }, mostAddresses)
  }

  /** How long an address has to wait before its next token is looked at; 0: not at all. */
  waitMs(address: string, now = performance.now()): number {
    return this.#budgets.waitMs(blockOf(address), 1, now)
  }

  /**
   * A token from this address was wrong, or is about to be asked about: many that are asked about at the same time must
   * not all count as the first.
   */
  wrong(address: string, now = performance.now()): void {
    this.#budgets.spend(blockOf(address), 1, now)
  }

  /** What was taken for wrong was not. */
  right(address: string, now = performance.now()): void {
    this.#budgets.giveBack(blockOf(address), 1, now)
  }
}
