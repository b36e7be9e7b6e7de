import { readdirSync, readFileSync } from 'node:fs'

const everyMs = 50

/** The command lines of every process that ran meanwhile, short ones too as far as a look now and then sees them. */
export class CommandLines {
  readonly #lines = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  start(): void {
    this.#timer = setInterval(() => this.#look(), everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  get seen(): ReadonlyMap<string, string> {
    return new Map([['command lines', [...this.#lines].join('\n')]])
  }

  #look(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        this.#lines.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))
      } catch (error) {
        // The process ended between the two looks.
        if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')))
          throw error
      }
    }
  }
}
