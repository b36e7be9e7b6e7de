import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ProblemCardFragment } from '../../../generated/graph.ts'
import type { Check } from '../use-check.ts'

/** One thing that is said about a file, wherever it was found. */
export type SaidOfFile = {
  readonly message: string
  readonly isWrong: boolean
  readonly path: readonly string[]
  readonly line: number | null
  readonly column: number | null
  readonly values: readonly string[]
  readonly remedies: readonly string[]
  readonly code: string
}

type FoundProblem = Problem | ProblemCardFragment | Check['problems'][number]

/** Refusals that saving answers by asking: nothing in the file is wrong. */
const askedFor: ReadonlySet<string> = new Set(['DATA_LOSS', 'RETAINED_DATA', 'CONFLICT'])

export function saidOfProblem(problem: FoundProblem): SaidOfFile {
  const { path, line, column, validValues, remedies, code } = problem
  return {
    // Of data that goes, what goes is said, and not how a program would confirm it.
    message: 'what' in problem ? problem.what.join(' ') : problem.message,
    isWrong: !askedFor.has(code),
    path,
    line,
    column,
    values: validValues,
    remedies: remedies.map(({ title }) => title),
    code,
  }
}

export function saidOfNotice({ message, path, line, column, code }: Check['notices'][number]): SaidOfFile {
  return { message, isWrong: false, path, line, column, values: [], remedies: [], code }
}

/** All that is said, each thing once: the same problem comes from the check and from saving. */
export function gathered(...all: readonly (readonly SaidOfFile[])[]): readonly SaidOfFile[] {
  const byWhat = new Map(all.flat().map((one) => [`${one.code} ${one.path.join('.')} ${one.message}`, one]))
  return [...byWhat.values()]
}
