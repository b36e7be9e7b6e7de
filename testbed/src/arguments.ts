import { parseArgs } from 'node:util'
import { levels, type Level } from './level.ts'

/** What a person asked for; `problem` where that cannot be. */
export type Wanted = { readonly level: Level; readonly clusters: number } | { readonly problem: string }

export const usage = 'npm run testbed [-- services|cluster|node] [--clusters N]'
const mostClusters = 2

/** Reads the arguments of `npm run testbed`: a level, `services` if none is named, and how many clusters. */
export function readArguments(args: readonly string[]): Wanted {
  let parsed
  try {
    const options = { clusters: { type: 'string', default: String(mostClusters) } } as const
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
  const [name = 'services', ...more] = parsed.positionals
  const level = levels.find((one) => one === name)
  if (level === undefined || more.length > 0) {
    return { problem: `There is no level "${parsed.positionals.join(' ')}"; there are ${levels.join(', ')}.` }
  }
  const clusters = Number(parsed.values.clusters)
  if (!Number.isInteger(clusters) || clusters < 1 || clusters > mostClusters) {
    return { problem: `--clusters is a number from 1 to ${mostClusters}.` }
  }
  return { level, clusters }
}
