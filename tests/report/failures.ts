import { stripVTControlCharacters } from 'node:util'
import type { SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node'

/** What failed: a test, a file, or code outside of both, and the first lines of why. */
export type Failure = { readonly what: string; readonly why: string }

/** `diff`: of an assertion, what was expected beside what was there; its message says as much as fits a line. */
type Told = Pick<SerializedError, 'message' | 'stack'> & { readonly diff?: string | undefined }

const linesTold = 24
const charactersTold = 2_000

/** Names what failed in a run, so that its end can say it again: above it stand the words of all later suites. */
export function failuresOf(modules: readonly TestModule[], errors: readonly Told[]): readonly Failure[] {
  return [
    ...modules.flatMap((module) => (module.ok() ? [] : failuresIn(module))),
    ...errors.map((error) => failure('outside of every test', [error])),
  ]
}

/** What a person reads of failures; nothing where there are none. */
export function failuresText(failures: readonly Failure[]): string {
  return failures.map(({ what, why }) => `FAILED  ${what}\n${why.replaceAll(/^/gm, '        ')}\n\n`).join('')
}

function failuresIn(module: TestModule): readonly Failure[] {
  const tests = [...module.children.allTests('failed')]
  if (tests.length > 0) return tests.map((test) => failure(nameOf(module, test), test.result().errors ?? []))
  // No test came to fail: the file did not load, or what stands before its tests failed.
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0)
  if (suites.length > 0) return suites.map((suite) => failure(nameOf(module, suite), suite.errors()))
  return [failure(module.relativeModuleId, module.errors())]
}

function nameOf(module: TestModule, part: TestCase | TestSuite): string {
  return `${module.relativeModuleId} > ${part.fullName}`
}

function failure(what: string, errors: readonly Told[]): Failure {
  const told = errors.map(({ message, stack, diff = '' }) =>
    [message, placeIn(stack), diff].filter((text) => text !== '').join('\n'),
  )
  const why = stripVTControlCharacters(told.join('\n'))
    .slice(0, charactersTold)
    .split('\n')
    .slice(0, linesTold)
    .join('\n')
  return { what, why: why === '' ? 'It did not say why.' : why }
}

/** The first line of a stack that is no library's. */
function placeIn(stack = ''): string {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return (lines.find((line) => !line.includes('node_modules')) ?? lines[0] ?? '').trim()
}
