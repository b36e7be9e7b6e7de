import { startVitest, type Reporter, type Vitest } from 'vitest/node'
import { countsOf } from './counts.ts'
import { failuresOf } from './failures.ts'
import { reasonsOf } from './left-out.ts'
import { SuiteIsTold } from './words.ts'

/**
 * The process of one suite: `run-suite.ts NAME`. It is told to end in words and gets no signal of the terminal, since
 * vitest answers a signal by leaving at once what its set-up started.
 */
const [name = ''] = process.argv.slice(2)
let vitest: Vitest | null = null
let told: SuiteIsTold | null = null

const reporter: Reporter = {
  onInit(started) {
    vitest = started
    if (told !== null) void end(started, told)
  },
  onTestRunEnd(modules, errors) {
    const said = {
      counts: countsOf(modules, errors),
      failures: failuresOf(modules, errors),
      leftOut: reasonsOf(modules),
    }
    process.send?.(said)
  },
}

async function end(running: Vitest, how: SuiteIsTold): Promise<void> {
  process.exitCode = 130
  if (how === 'end') await running.cancelCurrentRun('keyboard-input')
  else await running.exit(true)
}

function onTold(how: SuiteIsTold): void {
  told = how
  if (vitest !== null) void end(vitest, how)
}

process.on('message', (message) => onTold(SuiteIsTold.parse(message)))
process.on('disconnect', () => onTold('end')) // nobody waits for the suite any more
process.on('SIGTERM', () => onTold('end'))

const options = { run: true, watch: false, project: [name], reporters: ['default', reporter] }
const ended = await startVitest('test', [], options)
process.removeAllListeners('disconnect')
if (process.connected) process.disconnect()
await ended.exit()
