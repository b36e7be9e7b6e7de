import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'

const Environment = z.object({
  /** Where built programs are kept; all of it may be removed at any time. */
  OPERATIONS_MANAGER_CACHE: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  /** On a build server, what the machine lacks is a failure and not a reason to leave suites out. */
  CI: z.string().default(''),
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
})

export type TestbedConfig = ReturnType<typeof readTestbedConfig>

/** The settings of the testbed. */
export function readTestbedConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = readConfig(Environment, env)
  return {
    cacheFolder:
      given.OPERATIONS_MANAGER_CACHE ?? join(given.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'operations-manager'),
    isBuildServer: given.CI !== '' && given.CI !== 'false' && given.CI !== '0',
    path: given.PATH.split(':').filter((folder) => folder !== ''),
  }
}

/** What a program of the testbed may know of our environment: never the rest, which may hold secrets of other tools. */
export function programEnvironment(): Record<string, string> {
  return chosen(['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'])
}

/** What the builders need besides: where their registries and caches are, and the way out of this network. */
export function buildEnvironment(): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'SSL_CERT_FILE']
  const go = [
    'GOPROXY',
    'GOSUMDB',
    'GONOSUMDB',
    'GOPRIVATE',
    'GOPATH',
    'GOCACHE',
    'GOMODCACHE',
    'GOROOT',
    'GOTOOLCHAIN',
  ]
  return { ...programEnvironment(), ...chosen([...proxies, ...go, 'JAVA_HOME', 'MAVEN_OPTS', 'MAVEN_ARGS', 'M2_HOME']) }
}

function chosen(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
