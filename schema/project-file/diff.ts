import type { Catalogue } from '../services/service-type.ts'
import { differencesOf, type Place } from './diff/compare.ts'
import { effectsOf, type Effect } from './diff/effects.ts'
import { touchedBy } from './diff/touched.ts'
import { viewOf } from './diff/view.ts'
import type { Plain } from './edit/plain.ts'
import type { ProjectFile } from './model.ts'

export type { Effect } from './diff/effects.ts'

/** One difference between two project files, with what it means. Sealed values are named and never shown. */
export type Change = {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED'
  /** Path in the file; entries of `members` and `uses` by their name. */
  readonly path: readonly string[]
  readonly before: Plain
  readonly after: Plain
  /** The deployments in which something is different by it. */
  readonly deployments: readonly string[]
  readonly effects: readonly Effect[]
}

/** What differs between two project files, in the order of the file. How they are written makes no difference. */
export function diffProjectFiles(
  before: ProjectFile | null,
  after: ProjectFile | null,
  catalogue: Catalogue,
): readonly Change[] {
  const pair = { before, after, catalogue }
  const places = differencesOf(before === null ? {} : viewOf(before), after === null ? {} : viewOf(after))
  return places.map((place) => {
    const deployments = touchedBy(place.path, pair)
    return { ...shown(place), deployments, effects: effectsOf(place, deployments, pair) }
  })
}

function shown(place: Place): Place {
  return place.path[0] === 'sealed' ? { ...place, before: null, after: null } : place
}
