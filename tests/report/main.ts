import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { hasFailed, outcomeOf, summaryOf, type Ended, type Outcome } from './outcome.ts'
import { readSteps, usage, type Step } from './steps.ts'
import { SuiteSays, type SuiteIsTold } from './words.ts'

/**
 * `npm test`: the static checks and then the suites, each a run of its own, so that no suite shares the machine with
 * what another one has started. A failure does not keep the later ones from being run.
 */
const root = resolve(import.meta.dirname, '..', '..')
const steps = readSteps(process.argv.slice(2))
let told: SuiteIsTold | null = null
let running: ChildProcess | null = null

if ('problem' in steps) {
  process.stderr.write(`${steps.problem}\n${usage}\n`)
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endSoon)
const outcomes: Outcome[] = []
for (const step of steps) {
  if (told !== null) break
  process.stdout.write(`\n──── ${step.name} ────\n`)
  const started = performance.now()
  const ended = step.type === 'check' ? await runCheck(step) : await runSuite(step)
  outcomes.push(outcomeOf(step, performance.now() - started, ended))
}
process.stdout.write(`\n${summaryOf(outcomes)}\n`)
process.exitCode = told !== null ? 130 : hasFailed(outcomes) ? 1 : 0

async function runCheck({ name }: Step): Promise<Ended> {
  const child = spawn('npm', ['run', '--silent', `check:${name}`], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  running = child
  const isGood = await endsWell(child)
  running = null
  return { isGood, said: null }
}

async function runSuite({ name }: Step): Promise<Ended> {
  let said: SuiteSays | null = null
  const child = fork(join(import.meta.dirname, 'run-suite.ts'), [name], {
    cwd: root,
    // A process group of its own: Ctrl-C goes to the foreground's, and the suite is told in words.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('message', (message) => {
    said = SuiteSays.parse(message)
  })
  running = child
  const heard = once(child, 'disconnect') // its last word may be read only after its end
  const isGood = await endsWell(child)
  await heard
  running = null
  return { isGood, said }
}

async function endsWell(child: ChildProcess): Promise<boolean> {
  const [code] = (await once(child, 'exit')) as [number | null] // what `exit` hands on; null after a signal
  return code === 0
}

function endSoon(): void {
  if (told === null) process.stdout.write('\nEnding, when what runs is cleaned up. Ctrl-C again ends it at once.\n')
  told = told === null ? 'end' : 'end-now'
  if (running?.connected === true) running.send(told)
  else running?.kill('SIGTERM') // a check, which has nothing to clean up
}
