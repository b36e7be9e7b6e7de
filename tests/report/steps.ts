const checks = ['types', 'lint', 'format'] as const
/** `unit` is over in a minute and has the machine for itself. */
const first = ['unit'] as const
/**
 * Suites of different lanes run side by side: the second one waits most of its time for pods, controllers and servers,
 * and leaves a processor to the first. Within a lane each is a run of its own, one after the other.
 */
const lanes = [
  ['contract', 'e2e', 'browser'],
  ['services', 'cluster', 'node'],
] as const

/** A part of `npm test`: a static check, or a suite, which is a project of `vitest.config.ts`. */
export type Step =
  | { readonly type: 'check'; readonly name: (typeof checks)[number] }
  | { readonly type: 'suite'; readonly name: (typeof first)[number] | (typeof lanes)[number][number] }

/** What is done one after the other; of each the lanes are run side by side. */
export type Plan = readonly (readonly (readonly Step[])[])[]

const suites = (names: readonly Extract<Step, { type: 'suite' }>['name'][]): readonly Step[] =>
  names.map((name) => ({ type: 'suite', name }) as const)

/** All of `npm test`, the fast first. */
export const wholePlan: Plan = [
  [[...checks.map((name) => ({ type: 'check', name }) as const), ...suites(first)]],
  lanes.map((lane) => suites(lane)),
]

const names = wholePlan.flat(2).map(({ name }) => name)

export const usage = `npm test [-- NAME …]   (${names.join(', ')}; all if none is named)`

/** Reads which steps a person named; all of them if none. */
export function readPlan(named: readonly string[]): Plan | { readonly problem: string } {
  const unknown = named.filter((name) => !names.some((known) => known === name))
  if (unknown.length > 0) return { problem: `There is no ${unknown.join(', ')}.` }
  if (named.length === 0) return wholePlan
  return wholePlan.map((stage) =>
    stage.map((lane) => lane.filter(({ name }) => named.includes(name))).filter((lane) => lane.length > 0),
  )
}
