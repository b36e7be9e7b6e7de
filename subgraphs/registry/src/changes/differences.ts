import { stringify } from 'yaml'
import { diffProjectFiles, type Effect } from '@operations-manager/schema/project-file/diff.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import type { ProjectFiles } from '../project-files.ts'

/** One difference between two project files, with its values as YAML. */
export type Difference = {
  readonly path: readonly string[]
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED'
  readonly before: string | null
  readonly after: string | null
  readonly deployments: readonly string[]
  readonly effects: readonly Effect[]
}

type Reading = { readonly files: ProjectFiles; readonly catalogue: Catalogue }

/** What differs between two texts of a project file, by their meaning; null is a file that is not there. */
export function differencesOf(
  before: string | null,
  after: string | null,
  { files, catalogue }: Reading,
): readonly Difference[] {
  if (before === after) return []
  const [old, next] = [before, after].map((text) => (text === null ? null : files.read(text).file))
  // One that does not validate has no meaning to compare: it differs as a whole.
  if ((old === null && before !== null) || (next === null && after !== null)) {
    return [{ path: [], kind: 'CHANGED', before: null, after: null, deployments: [], effects: [] }]
  }
  return diffProjectFiles(old ?? null, next ?? null, catalogue).map(({ before: was, after: is, ...change }) => ({
    ...change,
    before: was === null ? null : stringify(was).trimEnd(),
    after: is === null ? null : stringify(is).trimEnd(),
  }))
}
