import { stat } from 'node:fs/promises'

/** Whether there is a file or folder of this path; throws where that cannot be told. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
