import type { Draft, Rule } from '../draft.ts'
import { effectiveComponents } from '../effective.ts'
import type { Finding, Path, Remark } from '../finding.ts'
import { nearest, offer } from '../suggest.ts'

/** Deployments speak of components and services that exist, and something runs in each. */
export const deployments: Rule = (draft) => ({
  findings: draft
    .names('deployments')
    .flatMap((name) => [
      ...known(draft, ['deployments', name, 'components'], 'component', draft.names('components')),
      ...known(draft, ['deployments', name, 'services'], 'service', draft.names('services')),
    ]),
  remarks: Object.entries(draft.file.deployments).flatMap(([name, deployment]): readonly Remark[] => {
    if (!draft.isSound(['components']) || effectiveComponents(draft.file, deployment).size > 0) return []
    const message = `Nothing runs in the deployment "${name}": no component is enabled there. Its services are made all the same.`
    return [{ code: 'NOTHING_RUNS', path: ['deployments', name], at: 'key', message }]
  }),
})

function known(draft: Draft, path: Path, what: string, valid: readonly string[]): readonly Finding[] {
  return draft
    .keysAt(path)
    .filter((name) => !valid.includes(name))
    .map((name) => ({
      code: 'REFERENCE_UNKNOWN',
      path: [...path, name],
      at: 'key',
      message: `No ${what} "${name}" stands under \`${what}s\`, so nothing can differ for it here. ${offer(name, valid, what)}`,
      validValues: nearest(name, valid).ordered,
    }))
}
