import { totalmem } from 'node:os'
import { hasFailed, outcomeOf, summaryOf, type Outcome } from './outcome.ts'
import { Processes } from './processes.ts'
import { readPlan, usage, wholePlan, type Stage } from './steps.ts'
import type { SuiteIsTold } from './words.ts'

/**
 * `npm test`: the static checks and then the suites, each a run of its own, and some at the same time. A failure does not
 * keep the later ones from being run.
 */
const plan = readPlan(wholePlan(totalmem()), process.argv.slice(2))
const processes = new Processes()
let told: SuiteIsTold | null = null

if ('problem' in plan) {
  process.stderr.write(`${plan.problem}\n${usage}\n`)
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endSoon)
const outcomes: Outcome[] = []
for (const stage of plan) outcomes.push(...(await runStage(stage)))
process.stdout.write(`\n${summaryOf(outcomes)}\n`)
process.exitCode = told !== null ? 130 : hasFailed(outcomes) ? 1 : 0

/** Runs the steps of a stage: whenever one has ended, the next begins. */
async function runStage({ steps, sideBySide }: Stage): Promise<readonly Outcome[]> {
  const ended: Outcome[] = []
  const waiting = steps.values()
  const isBesideOthers = sideBySide > 1 && steps.length > 1
  const runWaiting = async (): Promise<void> => {
    for (const step of waiting) {
      if (told !== null) return
      process.stdout.write(`\n──── ${step.name} ────\n`)
      const started = performance.now()
      const end = await processes.run(step, isBesideOthers)
      ended.push(outcomeOf(step, performance.now() - started, end))
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, runWaiting))
  return ended.toSorted((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step))
}

function endSoon(): void {
  if (told === null) process.stdout.write('\nEnding, when what runs is cleaned up. Ctrl-C again ends it at once.\n')
  told = told === null ? 'end' : 'end-now'
  processes.tell(told)
}
