import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Where Chromium is on this machine, or null. It is Debian's: a downloaded one would be another browser each month. */
export async function findChromium(path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
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
