import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldersWith, writeGenerated } from '@operations-manager/schema/services/generated-list.ts'

/** The folder of service types; a type that is tried from where workloads stand has a `prober.ts`. */
const servicesFolder = import.meta.dirname

/** The text of `probers.ts` for a folder of service types. */
export function probersSource(folder: string): string {
  const types = foldersWith('prober.ts', folder)
  const entries = types.map((type) => `  ['${type}', () => import('./${type}/prober.ts')],`)
  return [
    '// Generated from the folders beside this file by generate-probers.ts; do not edit.',
    "import type { ServiceProber } from './service-prober.ts'",
    '',
    '/** How each service type is tried from where a workload stands; a prober loads those that it needs. */',
    'export const probers: ReadonlyMap<string, () => Promise<{ readonly prober: ServiceProber }>> = new Map([',
    ...entries,
    '])',
    '',
  ].join('\n')
}

/** Writes `probers.ts` anew; says whether it differed. */
export function generateProbers(folder: string = servicesFolder): boolean {
  return writeGenerated(join(folder, 'probers.ts'), probersSource(folder))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateProbers()
