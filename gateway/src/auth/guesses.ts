import { isIPv4, isIPv6 } from 'node:net'

export type GuessOptions = {
  /** So many wrong tokens from one address are answered as what they are; then it has to wait. */
  readonly allowed: number
  /** One more is allowed again after this time. */
  readonly regainMs: number
  /** How many addresses are remembered; the one that was heard of longest ago is forgotten first. */
  readonly mostAddresses: number
}

const usual: GuessOptions = { allowed: 20, regainMs: 15_000, mostAddresses: 10_000 }

/** What an address has used up, as the time after which nothing of it is left. */
type Account = { readonly owedMs: number; readonly at: number }

/** Slows whoever tries tokens that are wrong, by the address they come from. */
export class Guesses {
  readonly #options: GuessOptions
  readonly #accounts = new Map<string, Account>()

  constructor(options: Partial<GuessOptions> = {}) {
    this.#options = { ...usual, ...options }
  }

  /** How long an address has to wait before its next token is looked at; 0: not at all. */
  waitMs(address: string, now = Date.now()): number {
    const { allowed, regainMs } = this.#options
    return Math.max(0, this.#owedMs(blockOf(address), now) - (allowed - 1) * regainMs)
  }

  /**
   * A token from this address was wrong, or is about to be asked about: many that are asked about at the same time must
   * not all count as the first.
   */
  wrong(address: string, now = Date.now()): void {
    this.#charge(address, this.#options.regainMs, now)
  }

  /** What was taken for wrong was not. */
  right(address: string, now = Date.now()): void {
    this.#charge(address, -this.#options.regainMs, now)
  }

  #charge(address: string, ms: number, now: number): void {
    const { allowed, regainMs, mostAddresses } = this.#options
    const block = blockOf(address)
    const owedMs = Math.max(0, Math.min(this.#owedMs(block, now) + ms, allowed * regainMs))
    this.#accounts.delete(block)
    if (owedMs === 0) return
    this.#accounts.set(block, { owedMs, at: now })
    const oldest = this.#accounts.size > mostAddresses ? this.#accounts.keys().next().value : undefined
    if (oldest !== undefined) this.#accounts.delete(oldest)
  }

  #owedMs(block: string, now: number): number {
    const account = this.#accounts.get(block)
    return account === undefined ? 0 : Math.max(0, account.owedMs - (now - account.at))
  }
}

/** Whoever has one IPv6 address usually has all of its /64; an IPv4 address is one, however it is written. */
export function blockOf(address: string): string {
  const plain = address.split('%')[0] ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (isIPv4(plain) || !isIPv6(plain)) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    // Where an IPv4 address ends it, that stands for two groups.
    const behind = tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0)
    while (groups.length + behind < 8) groups.push('0')
  }
  const first = [...groups, ...(tail ?? '').split(':')].slice(0, 4)
  return `${first.map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':')}::/64`
}
