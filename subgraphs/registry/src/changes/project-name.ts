import { parseDocument } from 'yaml'

/**
 * The name that a project file gives, even where the rest of it is wrong; null if it gives none. No alias is followed,
 * so a text that would grow is not made to.
 */
export function projectNameIn(text: string): string | null {
  try {
    const name = parseDocument(text, { logLevel: 'silent' }).get('name')
    return typeof name === 'string' && name !== '' ? name : null
  } catch {
    return null // the strict reading says what is wrong, with its place
  }
}
