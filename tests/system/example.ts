import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../schema/project-file/examples')

/** An example of a project file, by the name of its file. */
export function example(name: string): Promise<string> {
  return readFile(resolve(folder, name), 'utf8')
}
