import { resolve } from 'node:path'

/** The top of the repository. */
export const repository = resolve(import.meta.dirname, '..', '..', '..')
