import type { TestModule } from 'vitest/node'

/** Why tests of a run were skipped, each reason once; whoever skips without one is only counted. */
export function reasonsOf(modules: readonly TestModule[]): readonly string[] {
  const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')])
  const notes = skipped.map((test) => test.result()).map((result) => ('note' in result ? (result.note ?? '') : ''))
  return [...new Set(notes)].filter((note) => note !== '')
}

/** What a person reads of suites that were left out; suites with the same reason share it. */
export function leftOutText(suites: readonly { readonly name: string; readonly reasons: readonly string[] }[]): string {
  const names = new Map<string, string[]>()
  for (const { name, reasons } of suites)
    for (const reason of reasons) names.set(reason, [...(names.get(reason) ?? []), name])
  return [...names]
    .map(([reason, of]) => `LEFT OUT  ${of.join(', ')}\n${reason.replaceAll(/^/gm, '          ')}\n\n`)
    .join('')
}
