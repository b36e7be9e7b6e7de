import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Ended } from './outcome.ts'
import type { Step } from './steps.ts'
import { SuiteSays, type SuiteIsTold } from './words.ts'

const linesMs = 2_000
const root = resolve(import.meta.dirname, '..', '..')

/** The processes of steps, and how all that run are told to end. */
export class Processes {
  readonly #running = new Set<ChildProcess>()

  /** Runs a step to its end. What it prints is printed as it is, or, beside others, each line under its name. */
  async run(step: Step, isBesideOthers: boolean): Promise<Ended> {
    const output = isBesideOthers ? 'pipe' : 'inherit'
    const child = step.type === 'check' ? startCheck(step, output) : startSuite(step, output)
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) printUnder(step.name, stream)
    let said: SuiteSays | null = null
    child.on('message', (message) => {
      said = SuiteSays.parse(message)
    })
    const closed = once(child, 'close')
    this.#running.add(child)
    const heard = step.type === 'suite' ? once(child, 'disconnect') : null // its last word may be read only after its end
    const [code] = (await once(child, 'exit')) as [number | null] // what `exit` hands on; null after a signal
    await heard
    // Its last lines. What it left behind, which is for its set-up to say, may hold them open.
    await Promise.race([closed, delay(linesMs, undefined, { ref: false })])
    this.#running.delete(child)
    return { isGood: code === 0, said }
  }

  tell(told: SuiteIsTold): void {
    for (const child of this.#running) {
      if (child.connected) child.send(told)
      else child.kill('SIGTERM') // a check, which has nothing to clean up
    }
  }
}

function startCheck({ name }: Step, output: 'pipe' | 'inherit'): ChildProcess {
  return spawn('npm', ['run', '--silent', `check:${name}`], { cwd: root, stdio: ['ignore', output, output] })
}

function startSuite({ name }: Step, output: 'pipe' | 'inherit'): ChildProcess {
  return fork(join(import.meta.dirname, 'run-suite.ts'), [name], {
    cwd: root,
    // A process group of its own: Ctrl-C goes to the foreground's, and the suite is told in words.
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  })
}

function printUnder(name: string, stream: Readable): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
    process.stdout.write(`${name.padEnd(8)} │ ${line}\n`)
  })
}
