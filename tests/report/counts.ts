import type { TestModule } from 'vitest/node'

/** How many tests of a run ended in which way. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0 }

/** Counts a run's tests; a file that did not load and an error outside of every test count as one failure each. */
export function countsOf(modules: readonly TestModule[], errors: readonly unknown[]): Counts {
  const counts = { passed: 0, failed: errors.length, skipped: 0 }
  for (const module of modules) {
    if (!module.ok() && [...module.children.allTests('failed')].length === 0) counts.failed += 1
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') counts.passed += 1
      else if (state === 'failed') counts.failed += 1
      else counts.skipped += 1
    }
  }
  return counts
}

/** Adds up the counts of several runs. */
export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    noTests,
  )
}

/** The one line that a person and a build server look for. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
