const checks = ['types', 'lint', 'format'] as const
const suites = ['unit', 'contract', 'e2e', 'browser', 'services', 'cluster', 'node'] as const

/** A part of `npm test`: a static check, or a suite, which is a project of `vitest.config.ts`. */
export type Step =
  | { readonly type: 'check'; readonly name: (typeof checks)[number] }
  | { readonly type: 'suite'; readonly name: (typeof suites)[number] }

/** All of `npm test`, the fast first. */
export const allSteps: readonly Step[] = [
  ...checks.map((name) => ({ type: 'check', name }) as const),
  ...suites.map((name) => ({ type: 'suite', name }) as const),
]

export const usage = `npm test [-- NAME …]   (${allSteps.map(({ name }) => name).join(', ')}; all if none is named)`

/** Reads which steps a person named; all of them if none. */
export function readSteps(names: readonly string[]): readonly Step[] | { readonly problem: string } {
  const unknown = names.filter((name) => !allSteps.some((step) => step.name === name))
  if (unknown.length > 0) return { problem: `There is no ${unknown.join(', ')}.` }
  return names.length === 0 ? allSteps : allSteps.filter(({ name }) => names.includes(name))
}
