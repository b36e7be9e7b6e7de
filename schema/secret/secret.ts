import { inspect } from 'node:util'

/**
 * A value nobody may read by accident: every string form is `[redacted]`.
 * Only clients that hand it to a server, and code that seals or signs, call `reveal()`.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Never log, format or store what this returns. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [inspect.custom](): string {
    return '[redacted]'
  }
}
