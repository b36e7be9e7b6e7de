const checks = ['types', 'lint', 'format'] as const
/** `unit` is over in a minute, and some of it says how long a thing may take: it has the machine for itself. */
const first = ['unit'] as const
/** The longest first, so that none of them is left to run alone at the end. */
const long = ['node', 'browser', 'e2e', 'installed', 'own-node', 'contract', 'services', 'cluster', 'link'] as const

/** A part of `npm test`: a static check, or a suite, which is a project of `vitest.config.ts`. */
export type Step =
  | { readonly type: 'check'; readonly name: (typeof checks)[number] }
  | { readonly type: 'suite'; readonly name: (typeof first)[number] | (typeof long)[number] }

/** Steps of which no more than so many run at the same time, each as a run of its own. */
export type Stage = { readonly steps: readonly Step[]; readonly sideBySide: number }

/** What is done one after the other. */
export type Plan = readonly Stage[]

const suites = (names: readonly Extract<Step, { type: 'suite' }>['name'][]): readonly Step[] =>
  names.map((name) => ({ type: 'suite', name }) as const)

/** All of `npm test` on a machine with so many bytes of memory, the fast first. */
export function wholePlan(memoryBytes: number): Plan {
  return [
    { steps: [...checks.map((name) => ({ type: 'check', name }) as const), ...suites(first)], sideBySide: 1 },
    // Suites wait much of their time for pods, controllers and servers: three keep two processors busy, and with four
    // all took as long.
    { steps: suites(long), sideBySide: Math.min(3, Math.max(1, Math.floor(memoryBytes / suiteBytes))) },
  ]
}

/** What the largest suite takes with its testbed. */
const suiteBytes = 5 * 2 ** 30

const names: readonly string[] = [...checks, ...first, ...long]

export const usage = `npm test [-- NAME …]   (${names.join(', ')}; all if none is named)`

/** Reads which steps of a plan a person named; all of them if none. */
export function readPlan(whole: Plan, named: readonly string[]): Plan | { readonly problem: string } {
  const unknown = named.filter((name) => !names.includes(name))
  if (unknown.length > 0) return { problem: `There is no ${unknown.join(', ')}.` }
  if (named.length === 0) return whole
  return whole.map((stage) => ({ ...stage, steps: stage.steps.filter(({ name }) => named.includes(name)) }))
}
