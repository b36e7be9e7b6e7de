import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of service types; each type is a folder with a `service-type.ts`. */
const servicesFolder = import.meta.dirname

/** The types that have a folder, sorted so that the generated text is the same everywhere. */
export function typesInFolder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'service-type.ts')))
    .map((entry) => entry.name)
    .toSorted()
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
  const path = join(folder, 'catalogue.ts')
  const source = catalogueSource(folder)
  const differs = !existsSync(path) || readFileSync(path, 'utf8') !== source
  if (differs) writeFileSync(path, source)
  return differs
}

function variableName(type: string): string {
  return type.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateCatalogue()
