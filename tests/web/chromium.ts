import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Where Chromium is on this machine, or null. It is Debian's: a downloaded one would be another browser each month. */
export function findChromium(path: string): Promise<string | null> {
  return findProgram(path, ['chromium', 'chromium-browser', 'google-chrome'])
}

/**
 * Where Chromium's own program for pages without windows is on this machine, or null: the same build of the same source,
 * which takes a third less processor time since it has no windows, menus and their pages.
 */
export function findHeadlessChromium(path: string): Promise<string | null> {
  return findProgram(path, ['chromium-headless-shell'])
}

/** Where a program is that has one of these names, or null. */
export async function findProgram(path: string, names: readonly string[]): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name)
      try {
        await access(file, constants.X_OK)
        return file
      } catch {
        // Not here; there are more folders.
      }
    }
  }
  return null
}
