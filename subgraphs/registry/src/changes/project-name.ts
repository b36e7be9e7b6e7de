import { parse } from 'yaml'

/** The name that a project file gives, even where the rest of it is wrong; null if it gives none. */
export function projectNameIn(text: string): string | null {
  try {
    const value = parse(text, { maxAliasCount: 0, logLevel: 'silent' }) as unknown
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : null
    return typeof name === 'string' && name !== '' ? name : null
  } catch {
    return null // the strict reading says what is wrong, with its place
  }
}
