import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'

/** Settings of one cluster backend, by name, as the environment gives them. */
export type ClusterSettings = Readonly<Record<string, string>>

/** What the sandbox itself decides for its clusters: a file that said otherwise would cut them off from it. */
const ofTheSandbox = [
  'CALLER_PUBLIC_KEY',
  'CLUSTER_NAME',
  'INSTALLATION_ID',
  'INTERNAL_SECRET',
  'JOIN_TOKEN',
  'LINK_URL',
  'MEMORY_URL',
  'PORT',
]

/** Reads a file of `NAME=value` lines that puts real backends in the place of simulated ones. Throws `ConfigError`. */
export async function readClusterSettings(path: string): Promise<ClusterSettings> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given'
    throw new ConfigError(`The cluster settings in ${path} cannot be read (${code}).`, { cause })
  })
  const settings = parseEnv(text) as Record<string, string> // typed as if a name could be there without a value
  const refused = ofTheSandbox.filter((name) => Object.hasOwn(settings, name))
  if (refused.length > 0)
    throw new ConfigError(`${path} sets ${refused.join(', ')}, which the sandbox decides itself. Leave it out.`)
  return settings
}

/** The usual settings with those given in their place; an empty one is left out. */
export function withSettings(usual: ClusterSettings, given: ClusterSettings): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...usual, ...given }).filter(([, value]) => value !== ''))
}

const parts = { KUBERNETES: 'Kubernetes', OBJECT_STORAGE_URL: 'object storage', IDENTITY_URL: 'sign-in' } as const

/** What of a cluster with these settings is only simulated, in words. */
export function simulatedParts(settings: ClusterSettings): readonly string[] {
  return Object.entries(parts).flatMap(([name, words]) => (settings[name] === 'memory' ? [words] : []))
}
