import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isRunning, recordOf, type ProcessRecord } from './process-record.ts'

const Entry = z.object({
  name: z.string(),
  pid: z.number().int(),
  startTicks: z.number().int(),
  boot: z.string(),
  isGroup: z.boolean(),
})

/** A process of a run, and whether it leads a process group that is to be ended with it. */
export type BookedProcess = ProcessRecord & { readonly name: string; readonly isGroup: boolean }

/**
 * The processes that one run started, one file each. Writing is synchronous: between starting a process and having it
 * in the book no other work of ours can come, and hardly a kill.
 */
export class ProcessBook {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes down a process that was started just now. */
  add(name: string, pid: number, options: { readonly isGroup: boolean }): void {
    const record = recordOf(pid)
    if (record === null) return // ended already: nothing is left that somebody would have to end
    const path = this.#path(pid)
    const fresh = `${path}.${randomUUID()}.new`
    writeFileSync(fresh, JSON.stringify({ name, ...record, isGroup: options.isGroup }), { mode: 0o600 })
    renameSync(fresh, path)
  }

  /** Strikes out a process that has ended. */
  remove(pid: number): void {
    rmSync(this.#path(pid), { force: true })
  }

  /** Those that still run. */
  running(): BookedProcess[] {
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => Entry.parse(JSON.parse(readFileSync(join(this.#folder, file), 'utf8'))))
      .filter((entry) => isRunning(entry))
  }

  #path(pid: number): string {
    return join(this.#folder, `${pid}.json`)
  }
}
