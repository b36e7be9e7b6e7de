import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/** The variables of the component, by name. */
export type Variables = (name: string) => Secret

/**
 * Reads variables of the component from the files that its Secrets are mounted as. They are no environment of this
 * program: a team may call a variable of its own NODE_OPTIONS, and mean its own program by it.
 */
export async function readVariables(folder: string, names: readonly string[]): Promise<Variables> {
  const read = names.map(async (name) => [name, new Secret(await readFile(join(folder, name), 'utf8'))] as const)
  const values = new Map(await Promise.all(read))
  return (name) => {
    const value = values.get(name)
    if (value === undefined) throw new Error(`the variable ${name} was not read`)
    return value
  }
}
