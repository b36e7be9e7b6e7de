import { join } from 'node:path'
import { z } from 'zod'
import { listField, portField, publicKeyField, secretField } from '@operations-manager/runtime/config/fields.ts'
import { ConfigError, readConfig } from '@operations-manager/runtime/config/read-config.ts'
import type { AccessRules } from './access/access.ts'
import type { ChainEnd } from './store/audit-record.ts'
import type { TokenOptions } from './tokens/options.ts'
import { parseRemote, type RemoteSettings } from './git/remote.ts'

const Fields = z.object({
  PORT: portField.default(4001),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** `postgres://…` of the registry's own database. */
  DATABASE_URL: secretField,
  /** The projects repository: a folder, or an address with its credentials. */
  REPOSITORY: secretField,
  /** Folder of our copy, where the repository is somewhere else. */
  REPOSITORY_COPY: z.string().default(join('.data', 'registry', 'projects.git')),
  REPOSITORY_BRANCH: z.string().default('main'),
  REPOSITORY_POLL_SECONDS: z.coerce.number().min(0.1).max(3600).default(15),
  /** For ssh: absolute paths of a private key and of the known hosts. */
  REPOSITORY_SSH_KEY: z.string().optional(),
  REPOSITORY_KNOWN_HOSTS: z.string().optional(),
  /** Git's allowed signers file: hand commits signed by one of them count as verified. */
  REPOSITORY_SIGNERS: z.string().optional(),
  /** Handed on to the git program, which gets nothing else of our environment. */
  PATH: z.string().optional(),
  HTTPS_PROXY: z.string().optional(),
  NO_PROXY: z.string().optional(),
  GIT_SSL_CAINFO: z.string().optional(),
  /** HMAC secret of the Git host's webhook; without it there is none. */
  WEBHOOK_SECRET: secretField.optional(),
  /** Ed25519 JWK that verifies what the gateway says about callers. */
  CALLER_PUBLIC_KEY: publicKeyField,
  /** What programs of this installation show each other on `/internal/…`. */
  INTERNAL_SECRET: secretField,
  /** Address under which gateways and other replicas reach this replica. */
  INTERNAL_ADDRESS: z.url().optional(),
  /** Address under which gateways reach the registry's subgraph, whichever replica answers. */
  REGISTRY_URL: z.url().optional(),
  OPERATOR_EMAILS: listField,
  OPERATOR_GROUPS: listField,
  /** Who reads the audit records of the whole installation, and nothing else by that. */
  AUDITOR_EMAILS: listField,
  AUDITOR_GROUPS: listField,
  /** `anyone`, or groups whose members may create projects, with commas between. */
  PROJECT_CREATORS: z.string().default('anyone'),
  /** How many days any token may live at most. */
  TOKEN_MAX_DAYS: z.coerce.number().int().min(1).max(3650).default(366),
  /** Addresses of the forges, with commas between, whose pipelines may get tokens for their identities. */
  CI_ISSUERS: listField,
  /** The audience that such an identity has to be made for: a name that no other installation has. */
  CI_AUDIENCE: z.string().min(1).optional(),
  /** Only to make a lost database again under the old marks. */
  INSTALLATION_ID: z.string().optional(),
  OTLP_ENDPOINT: z.url().optional(),
})

const Env = Fields.superRefine((env, context) => {
  if ((env.CI_ISSUERS.length === 0) !== (env.CI_AUDIENCE === undefined))
    context.addIssue({ code: 'custom', message: 'CI_ISSUERS and CI_AUDIENCE are given together or not at all' })
  for (const issuer of env.CI_ISSUERS.filter((text) => !isIssuer(text)))
    context.addIssue({ code: 'custom', path: ['CI_ISSUERS'], message: `"${issuer}" is no address with https://` })
})

// Keys that come over plain HTTP prove nothing, except from this very machine.
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}

export type Config = {
  readonly port: number
  readonly host: string
  readonly logLevel: z.infer<typeof Env>['LOG_LEVEL']
  readonly databaseUrl: z.infer<typeof Env>['DATABASE_URL']
  readonly git: {
    readonly folder: string
    readonly remote: RemoteSettings | null
    readonly branch: string
    readonly pollMs: number
    readonly allowedSignersFile: string | null
    /** Variables that the git program gets besides those that we set. */
    readonly environment?: Readonly<Record<string, string>>
  }
  readonly webhookSecret: z.infer<typeof Env>['INTERNAL_SECRET'] | null
  readonly callerPublicKey: z.infer<typeof publicKeyField>
  readonly internalSecret: z.infer<typeof Env>['INTERNAL_SECRET']
  /** null: made from the port that the server got. */
  readonly internalAddress: string | null
  readonly registryUrl: string | null
  readonly access: AccessRules
  readonly tokens: TokenOptions
  readonly installationId: string | null
  readonly otlpEndpoint: string | null
}

/** Reads the whole configuration from the environment; throws with every fault at once. */
export function readRegistryConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = readConfig(Env, env)
  return {
    port: read.PORT,
    host: read.HOST,
    logLevel: read.LOG_LEVEL,
    databaseUrl: read.DATABASE_URL,
    git: {
      ...placeOf(read),
      branch: read.REPOSITORY_BRANCH,
      pollMs: read.REPOSITORY_POLL_SECONDS * 1000,
      allowedSignersFile: read.REPOSITORY_SIGNERS ?? null,
      environment: environmentOfGit(read),
    },
    webhookSecret: read.WEBHOOK_SECRET ?? null,
    callerPublicKey: read.CALLER_PUBLIC_KEY,
    internalSecret: read.INTERNAL_SECRET,
    internalAddress: read.INTERNAL_ADDRESS ?? null,
    registryUrl: read.REGISTRY_URL ?? null,
    access: {
      operators: named(read.OPERATOR_EMAILS, read.OPERATOR_GROUPS),
      auditors: named(read.AUDITOR_EMAILS, read.AUDITOR_GROUPS),
      creators: read.PROJECT_CREATORS === 'anyone' ? 'anyone' : { groups: listField.parse(read.PROJECT_CREATORS) },
    },
    tokens: {
      maximumDays: read.TOKEN_MAX_DAYS,
      ci: read.CI_AUDIENCE === undefined ? null : { issuers: read.CI_ISSUERS, audience: read.CI_AUDIENCE },
    },
    installationId: read.INSTALLATION_ID ?? null,
    otlpEndpoint: read.OTLP_ENDPOINT ?? null,
  }
}

/** What the verification of the audit trail needs: the database, and an end of the chain that was noted elsewhere. */
export function readVerifyConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): { readonly databaseUrl: Config['databaseUrl']; readonly expect: ChainEnd | null } {
  const { DATABASE_URL: databaseUrl } = readConfig(Fields.pick({ DATABASE_URL: true }), env)
  return { databaseUrl, expect: readExpected(args) }
}

function readExpected(args: readonly string[]): ChainEnd | null {
  if (args.length === 0) return null
  const noted = /^(\d{1,15}):([0-9a-f]{64})$/.exec(args.length === 2 && args[0] === '--expect' ? (args[1] ?? '') : '')
  if (noted === null) throw new ConfigError('Usage: npm run audit:verify -- [--expect <number>:<hash>]')
  return { number: Number(noted[1]), hash: noted[2] ?? '' }
}

// Addresses are compared in lower case.
function named(emails: readonly string[], groups: readonly string[]): AccessRules['operators'] {
  return { emails: emails.map((email) => email.toLowerCase()), groups }
}

// `https://…`, `ssh://…` and `git@host:path` are addresses; everything else is a folder.
function placeOf(read: z.infer<typeof Env>): Pick<Config['git'], 'folder' | 'remote'> {
  const place = read.REPOSITORY.reveal()
  if (!/^[a-z+]+:\/\/|^[^/]+@[^/]+:/.test(place)) return { folder: place, remote: null }
  const { REPOSITORY_SSH_KEY: keyFile, REPOSITORY_KNOWN_HOSTS: knownHostsFile } = read
  const ssh = keyFile !== undefined && knownHostsFile !== undefined ? { keyFile, knownHostsFile } : null
  return { folder: read.REPOSITORY_COPY, remote: { ...parseRemote(read.REPOSITORY), ssh } }
}

function environmentOfGit(read: z.infer<typeof Env>): Readonly<Record<string, string>> {
  const { PATH, HTTPS_PROXY, NO_PROXY, GIT_SSL_CAINFO } = read
  const given = Object.entries({ PATH, HTTPS_PROXY, NO_PROXY, GIT_SSL_CAINFO })
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}
