import { resolve } from 'node:path'
import { z } from 'zod'
import { portField, secretField } from '@operations-manager/runtime/config/fields.ts'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'
import type { SandboxPorts } from './ports/sandbox-ports.ts'
import type { ClusterWay } from './programs/cluster-ways.ts'
import type { ClusterName } from './programs/settings.ts'

const root = resolve(import.meta.dirname, '..', '..')

const Environment = z
  .object({
    /** Where the sandbox keeps its state. */
    DATA_DIR: z.string().default(resolve(root, '.data')),
    /** The gateway's port. Named and busy is a fault; not named, the next free one is taken. */
    PORT: portField.optional(),
    WEB_PORT: portField.optional(),
    /** A PostgreSQL of your own (administrator's address) instead of the embedded one. */
    POSTGRES_URL: secretField.optional(),
    /** A Git remote of your own instead of the bare repository in the data folder. */
    PROJECTS_REPOSITORY: z.string().optional(),
    /** An OpenID Connect provider of your own instead of the sandbox's four people. */
    OIDC_ISSUER: z.url().optional(),
    OIDC_AUDIENCE: z.string().optional(),
    /** The web application's client of that provider. */
    OIDC_WEB_CLIENT_ID: z.string().default('operations-manager-web'),
    OIDC_WEB_CLIENT_SECRET: secretField.optional(),
    /** Files that name real backends of a cluster in the place of simulated ones: settings of its backend, one a line. */
    CLUSTER_A_SETTINGS: z.string().optional(),
    CLUSTER_B_SETTINGS: z.string().optional(),
    /** Forges, with commas between, whose pipelines may exchange their identities for tokens. */
    CI_ISSUERS: z.string().default('https://token.actions.githubusercontent.com,https://gitlab.com'),
    /** An OTLP/HTTP collector for traces. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
    /** `off` leaves the web application out. */
    WEB: z.enum(['on', 'off']).default('on'),
  })
  .superRefine((env, context) => {
    if (env.OIDC_ISSUER !== undefined && env.WEB === 'on' && env.OIDC_WEB_CLIENT_SECRET === undefined) {
      const message = 'a provider of your own needs OIDC_WEB_CLIENT_SECRET too, or WEB=off'
      context.addIssue({ code: 'custom', path: ['OIDC_WEB_CLIENT_SECRET'], message })
    }
  })

export type SandboxConfig = ReturnType<typeof readSandboxConfig> & {
  /** Modules that run in the place of programs of the sources, by the module that a program begins with. */
  readonly bundles?: ReadonlyMap<string, string>
  /** The clusters that run on this machine; both by default. Others may join besides them. */
  readonly clusters?: readonly ClusterName[]
  /** How the gateway asks the clusters of this machine; in plain HTTP if nothing else is said. */
  readonly clusterWay?: ClusterWay
  /** How long after a program ended by itself it is started again; a second by default. */
  readonly restartAfterMs?: number
  /** Told of its PostgreSQL's process at once when that is there. */
  readonly onProcess?: (name: string, pid: number) => void
  /** Where programs reach PostgreSQL on this machine, when that is not the server's own port. */
  readonly postgresPorts?: { readonly registry?: number; readonly clusters?: number }
  /** Where clusters reach the registry's link on this machine, when that is not the registry's own port. */
  readonly linkPort?: number
}

/** The settings of `npm start`; each embedded part is replaced by naming a real one. */
export function readSandboxConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = readConfig(Environment, env)
  return {
    root,
    dataFolder: resolve(given.DATA_DIR),
    /** Ports that were asked for; all others are chosen. */
    ports: wantedPorts(given.PORT, given.WEB_PORT),
    postgresUrl: given.POSTGRES_URL ?? null,
    repository: given.PROJECTS_REPOSITORY ?? null,
    oidc:
      given.OIDC_ISSUER === undefined
        ? null
        : {
            issuer: given.OIDC_ISSUER,
            audience: given.OIDC_AUDIENCE ?? 'operations-manager',
            web: { clientId: given.OIDC_WEB_CLIENT_ID, clientSecret: given.OIDC_WEB_CLIENT_SECRET ?? null },
          },
    clusterSettings: {
      'cluster-a': given.CLUSTER_A_SETTINGS ?? null,
      'cluster-b': given.CLUSTER_B_SETTINGS ?? null,
    },
    ciIssuers: given.CI_ISSUERS,
    otlpEndpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    web: given.WEB === 'on',
  }
}

function wantedPorts(gateway: number | undefined, web: number | undefined): Partial<SandboxPorts> {
  return { ...(gateway === undefined ? {} : { gateway }), ...(web === undefined ? {} : { web }) }
}

/** What every child process may know of our environment: never the rest, which may hold secrets of other tools. */
export function baseEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_OPTIONS'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
