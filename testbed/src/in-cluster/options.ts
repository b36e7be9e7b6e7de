import { parseArgs } from 'node:util'

/** What a person asked for; `problem` where that cannot be. */
export type Options = { readonly isOnce: boolean } | { readonly problem: string }

export const usage = 'npm run in-cluster [-- --once]'

/** Reads the arguments of `npm run in-cluster`: `--once` ends it by itself as soon as all was proved. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({ args: [...args], options: { once: { type: 'boolean', default: false } } })
    return { isOnce: values.once }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
