import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldersWith, variableName, writeGenerated } from '@operations-manager/schema/services/generated-list.ts'

/** The folder of service types; each type is a folder with a `unit.ts`. */
const servicesFolder = import.meta.dirname

/** The types that have a unit, sorted so that the generated text is the same everywhere. */
export function unitsInFolder(folder: string): readonly string[] {
  return foldersWith('unit.ts', folder)
}

/** The text of `units.ts` for a folder of service types. */
export function unitsSource(folder: string): string {
  const types = unitsInFolder(folder)
  return [
    '// Generated from the folders beside this file by generate-units.ts; do not edit.',
    ...types.map((type) => `import { unit as ${variableName(type)} } from './${type}/unit.ts'`),
    "import type { ServiceUnit } from './unit.ts'",
    '',
    '/** Every service type that a cluster can make. */',
    listOf(types.map(variableName)),
    '',
  ].join('\n')
}

/** Writes `units.ts` anew; says whether it differed. */
export function generateUnits(folder: string = servicesFolder): boolean {
  return writeGenerated(join(folder, 'units.ts'), unitsSource(folder))
}

/** On one line where it fits, as the formatter has it. */
function listOf(names: readonly string[]): string {
  const start = 'export const units: readonly ServiceUnit[] = ['
  const line = `${start}${names.join(', ')}]`
  return line.length <= 120 ? line : [start, ...names.map((name) => `  ${name},`), ']'].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateUnits()
