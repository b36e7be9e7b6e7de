import type { Problem } from './documents.ts'

/** What a person reads of problems: what happened, whose fault it is, and what to do. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.flatMap(({ code, fault, message, remedies }) => [
    `    ${code} (${fault}): ${message}`,
    ...remedies.map(({ title }) => `      → ${title}`),
  ])
}
