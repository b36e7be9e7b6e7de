import { isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { valueAt } from './value.ts'

/** The names of a section's entries. */
export function namesIn(value: Plain, section: 'components' | 'services' | 'deployments'): readonly string[] {
  const entries = valueAt(value, [section])
  return isPlainMap(entries) ? Object.keys(entries) : []
}
