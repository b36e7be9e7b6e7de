import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { programEnvironment } from '../config.ts'
import type { Run } from './run-folder.ts'
import { sendSignal } from './send-signal.ts'

export type ProgramOptions = {
  /** Names its log file and its process in the run's book. */
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  /** What it gets besides PATH and the like; secrets travel here, never as arguments. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Whether it can do its work now. Asked again and again; a throw means that it cannot yet. */
  readonly isReady: (signal: AbortSignal) => Promise<boolean>
  readonly readyLimitMs: number
  readonly stopSignal?: NodeJS.Signals
  /** How long it may take to end when asked; then it is killed. */
  readonly stopLimitMs?: number
}

/** A server of a testbed as a process of its own, which can be stopped and started again over the same data. */
export class Program {
  readonly name: string
  readonly logFile: string
  readonly #options: ProgramOptions
  readonly #run: Run
  #child: ChildProcess | null = null

  constructor(run: Run, options: ProgramOptions) {
    this.name = options.name
    this.logFile = join(run.logFolder, `${options.name}.log`)
    this.#options = options
    this.#run = run
  }

  get pid(): number | null {
    return this.isRunning ? (this.#child?.pid ?? null) : null
  }

  get isRunning(): boolean {
    return this.#child !== null && !hasEnded(this.#child)
  }

  /** Starts the program and waits until it is ready; throws with the end of its log if it is not in time. */
  async start(signal?: AbortSignal): Promise<void> {
    if (this.isRunning) return
    const child = this.#spawn()
    this.#child = child
    try {
      await once(child, 'spawn')
      await this.#untilReady(child, signal)
    } catch (cause) {
      await this.kill()
      signal?.throwIfAborted()
      throw new Error(`start ${this.name}`, { cause })
    }
  }

  /** Asks the program to end, and kills it if it does not in time. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child === null || hasEnded(child)) return
    const ended = once(child, 'exit')
    child.kill(this.#options.stopSignal ?? 'SIGTERM')
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), this.#options.stopLimitMs ?? 10_000)
    await ended
    clearTimeout(timer)
  }

  /** Ends the program at once, as a crash would. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === null || hasEnded(child)) return
    const ended = once(child, 'exit')
    signalGroup(child, 'SIGKILL')
    await ended
  }

  #spawn(): ChildProcess {
    const { file, args, env, cwd, name } = this.#options
    const log = openSync(this.logFile, 'a', 0o600)
    try {
      // A process group of its own: Ctrl-C reaches the testbed, which ends its programs in order.
      const child = spawn(file, args, {
        cwd: cwd ?? this.#run.folder,
        env: { ...programEnvironment(), ...env },
        detached: true,
        stdio: ['ignore', log, log],
      })
      const { pid } = child
      if (pid !== undefined) {
        this.#run.processes.add(name, pid, { isGroup: true })
        child.once('exit', () => this.#run.processes.remove(pid))
      }
      return child
    } finally {
      closeSync(log)
    }
  }

  async #untilReady(child: ChildProcess, signal: AbortSignal | undefined): Promise<void> {
    const { isReady, readyLimitMs } = this.#options
    const started = performance.now()
    const limit = AbortSignal.any([AbortSignal.timeout(readyLimitMs), ...(signal === undefined ? [] : [signal])])
    let lastCause: unknown
    while (!limit.aborted) {
      if (hasEnded(child)) throw new Error(`It ended while starting. ${await this.#endOfLog()}`)
      try {
        if (await isReady(AbortSignal.any([limit, AbortSignal.timeout(3_000)]))) return
      } catch (error) {
        lastCause = error // not listening yet, in most cases; told if it never does
      }
      await delay(askAgainAfterMs(performance.now() - started))
    }
    const cause = lastCause === undefined ? {} : { cause: lastCause }
    throw new Error(`It was not ready within ${readyLimitMs / 1000} s. ${await this.#endOfLog()}`, cause)
  }

  async #endOfLog(): Promise<string> {
    const lines = (await readFile(this.logFile, 'utf8')).trimEnd().split('\n')
    return `The end of its log:\n${lines.slice(-20).join('\n')}`
  }
}

/** A twentieth of the time that it has taken so far: what starts slowly is no less late by it than what starts at once. */
function askAgainAfterMs(waitedMs: number): number {
  return Math.min(1_000, Math.max(50, waitedMs / 20))
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) sendSignal(-pid, signal)
}
