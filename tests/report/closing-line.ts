import type { Reporter, TestModule } from 'vitest/node'
import { closingLine, countsOf } from './counts.ts'

/** Ends the run of one suite with its closing line. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    process.stdout.write(`\n${closingLine(countsOf(modules, errors))}\n`)
  }
}
