import { isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { valueAt, type Path } from '../document/value.ts'

/** The keys that tell one entry from another at a glance, by section. */
const telling: Readonly<Record<string, readonly string[]>> = {
  components: ['image', 'port'],
  services: ['type'],
  deployments: ['cluster', 'host'],
  registries: ['url'],
}

/** What a closed entry says about itself, in the words of the file. */
export function summaryOf(path: Path, value: Plain): string {
  const entry = valueAt(value, path)
  if (!isPlainMap(entry)) return ''
  const keys = path.length === 2 ? (telling[path[0] ?? ''] ?? []) : Object.keys(entry).slice(0, 3)
  return keys
    .map((key) => entry[key])
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .join(' · ')
}
