import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { get as httpsGet } from 'node:https'
import { join, resolve } from 'node:path'
import { baseEnvironment } from '../config.ts'

const stopLimitMs = 12_000

export type ProgramOptions = {
  readonly name: string
  /** The module to run; its path begins at the top of the checkout, if nowhere else. */
  readonly module: string
  readonly root: string
  /** For Node itself. */
  readonly nodeFlags?: readonly string[] | undefined
  readonly env: Readonly<Record<string, string>>
  readonly logFolder: string
  /** Answers 2xx when the program can do its work. */
  readonly readyUrl: string
  /** The file with the certificate that this server has, where nobody else signed it. */
  readonly readyCertificate?: string | undefined
  /** How long after it ended by itself it is started again. */
  readonly restartAfterMs?: number | undefined
  readonly say: (line: string) => void
}

/** A program of ours as a child process: its log goes to a file, and it is started again when it ends by itself. */
export class Program {
  readonly name: string
  readonly #options: ProgramOptions
  readonly #log: WriteStream
  #child: ChildProcess | null = null
  #stopping = false
  #isPaused = false
  #restart: NodeJS.Timeout | undefined
  #ended = 0

  constructor(options: ProgramOptions) {
    this.name = options.name
    this.#options = options
    this.#log = createWriteStream(this.logFile, { flags: 'a', mode: 0o600 })
  }

  get logFile(): string {
    return join(this.#options.logFolder, `${this.#options.name}.log`)
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts the program; ready is another question. */
  start(): void {
    const { root, module, nodeFlags = [], env } = this.#options
    // A process group of its own: Ctrl-C reaches the sandbox, which ends its programs in order.
    // The channel tells the program when the sandbox is gone, however that happened.
    const child = spawn(process.execPath, [...nodeFlags, resolve(root, module)], {
      cwd: root,
      // What Node made of our sources last time, by their content: a program is there a third sooner, and 20 MB smaller.
      env: { ...baseEnvironment(), NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child.stdout?.pipe(this.#log, { end: false })
    child.stderr?.pipe(this.#log, { end: false })
    child.once('error', (error) => this.#options.say(`${this.name} cannot be started: ${error.message}`))
    child.once('exit', (code, signal) => this.#onExit(code, signal))
    this.#child = child
  }

  /** Waits until the program answers that it is ready; throws with the end of its log if it does not in time. */
  async untilReady(limitMs: number, signal?: AbortSignal): Promise<void> {
    const deadline = Date.now() + limitMs
    const endedBefore = this.#ended
    while (Date.now() < deadline) {
      signal?.throwIfAborted()
      if (this.#ended - endedBefore >= 3) throw new Error(`${this.name} ends again and again; see ${this.logFile}`)
      if (await answersOk(this.#options)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`${this.name} was not ready within ${limitMs / 1000} s; see ${this.logFile}`)
  }

  /** Ends the program at once, as a crash would; like after any crash it is started again. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Ends the program at once and leaves it away until `resume`. */
  async pause(): Promise<void> {
    this.#isPaused = true
    clearTimeout(this.#restart)
    await this.kill()
  }

  resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.start()
  }

  /** Asks the program to end, and starts it again from the files as they are now. */
  async restart(): Promise<void> {
    if (this.#stopping || this.#isPaused) return
    this.#isPaused = true
    await this.#end()
    // It may have been asked to stop meanwhile.
    if (!this.#stopping) this.resume()
  }

  /** Asks the program to end, and ends it for good if it does not. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#end()
    await new Promise((resolve) => this.#log.end(() => resolve(undefined)))
  }

  async #end(): Promise<void> {
    clearTimeout(this.#restart)
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
    await ended
    clearTimeout(timer)
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#stopping || this.#isPaused) return
    this.#ended += 1
    this.#options.say(
      `${this.name} ended by itself (${signal ?? `exit ${code}`}); starting it again. Its log: ${this.logFile}`,
    )
    this.#restart = setTimeout(() => this.start(), this.#options.restartAfterMs ?? 1_000)
  }
}

async function answersOk({ readyUrl, readyCertificate }: ProgramOptions): Promise<boolean> {
  const options = { agent: false, timeout: 2_000 }
  try {
    const ca = readyCertificate === undefined ? null : await readFile(readyCertificate)
    const asked = ca === null ? httpGet(readyUrl, options) : httpsGet(readyUrl, { ...options, ca })
    asked.on('timeout', () => asked.destroy())
    const [answer] = (await once(asked, 'response')) as [IncomingMessage] // what this event comes with
    answer.resume()
    return answer.statusCode !== undefined && answer.statusCode >= 200 && answer.statusCode < 300
  } catch {
    return false // not listening yet: exactly what is asked here
  }
}
