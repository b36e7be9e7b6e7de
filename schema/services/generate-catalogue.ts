import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldersWith, variableName, writeGenerated } from './generated-list.ts'

/** The folder of service types; each type is a folder with a `service-type.ts`. */
const servicesFolder = import.meta.dirname

/** The types that have a folder, sorted so that the generated text is the same everywhere. */
export function typesInFolder(folder: string): readonly string[] {
  return foldersWith('service-type.ts', folder)
}

/** The text of `catalogue.ts` for a folder of service types. */
export function catalogueSource(folder: string): string {
  const types = typesInFolder(folder)
  const imports = types.map(
    (type) => `import { serviceType as ${variableName(type)} } from './${type}/service-type.ts'`,
  )
  const entries = types.map((type) => `  [${variableName(type)}.type, ${variableName(type)}],`)
  return [
    '// Generated from the folders beside this file by generate-catalogue.ts; do not edit.',
    ...imports,
    "import type { Catalogue } from './service-type.ts'",
    '',
    '/** Every service type that the platform has. */',
    'export const catalogue: Catalogue = new Map([',
    ...entries,
    '])',
    '',
  ].join('\n')
}

/** Writes `catalogue.ts` anew; says whether it differed. */
export function generateCatalogue(folder: string = servicesFolder): boolean {
  return writeGenerated(join(folder, 'catalogue.ts'), catalogueSource(folder))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateCatalogue()
