import { z } from 'zod'
import {
  jsonField,
  listField,
  portField,
  publicKeyField,
  secretField,
  withoutLastLineBreak,
} from '@operations-manager/runtime/config/fields.ts'
import { ConfigError, readConfig } from '@operations-manager/runtime/config/read-config.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { certificatesField, databaseField, hostAndPort, serverField } from './config-fields.ts'
import { KubernetesSettings } from './manifests/settings.ts'

const count = (value: number) => z.coerce.number().int().positive().default(value)
const flag = z.stringbool().default(false)
const noServer = 'is neither "memory" nor an address as https://minio.example:9000'
const Offer = z.strictObject({
  limits: z.record(z.string(), z.number()).default({}),
  choices: z.record(z.string(), z.array(z.string())).default({}),
})

const givenTogether = [
  ['TLS_CERTIFICATE_FILE', 'TLS_KEY_FILE'],
  ['SERVICE_NAME', 'POD_ADDRESS'],
] as const

const Environment = z
  .object({
    /** As registered; part of every name and mark. */
    CLUSTER_NAME: z.string().min(2),
    /** The installation that this cluster belongs to, as its registry says; part of every mark. */
    INSTALLATION_ID: z.string().min(1),
    /** The registry's link: `wss://registry.example/link`. */
    LINK_URL: z.url({ protocol: /^wss?$/ }),
    /** For the first connection; works once. */
    JOIN_TOKEN: secretField.optional(),
    /** The cluster's own key is replaced when it is older; nobody has to do anything for that. */
    LINK_KEY_DAYS: z.coerce.number().positive().default(90),
    PORT: portField.default(4101),
    HOST: z.string().default('127.0.0.1'),
    /** Files with certificate and private key (PEM) of this server; absent: it has no TLS. */
    TLS_CERTIFICATE_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
    /** The Service behind which the instance that acts puts its own address; absent: nobody asks it directly. */
    SERVICE_NAME: z.string().min(1).optional(),
    POD_ADDRESS: z.union([z.ipv4(), z.ipv6()]).optional(),
    /** The uid of the pod around this program: of two programs of one pod the first has ended. */
    POD_UID: z.string().min(1).optional(),
    /** Ed25519 JWK that verifies what the gateway says about callers. */
    CALLER_PUBLIC_KEY: publicKeyField,
    /** Shared by the programs of one installation, for `/metrics`. */
    INTERNAL_SECRET: secretField.optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    OTLP_ENDPOINT: z.url().optional(),

    /** `memory`, `in-cluster`, or the path of a kubeconfig. */
    KUBERNETES: z.string().default('in-cluster'),
    /** Where the API server is for `in-cluster`: the kubelet sets both in every pod. */
    KUBERNETES_SERVICE_HOST: z.string().optional(),
    KUBERNETES_SERVICE_PORT: portField.default(443),
    /** The backend's own namespace: its keys, the accepted wishes, its lease. */
    NAMESPACE: z.string().default('operations-manager'),
    /** Below it addresses are made. */
    DOMAIN: z.string().min(1),
    SCHEME: z.enum(['http', 'https']).default('https'),
    /** Where people reach the ingress, if not on the scheme's own port; a cluster in memory listens there itself. */
    PUBLIC_PORT: portField.optional(),
    /** Parts of the settings for manifests, as JSON: see `manifests/settings.ts`. */
    INGRESS: jsonField(z.looseObject({})).optional(),
    NETWORK: jsonField(z.looseObject({})).optional(),
    QUOTA: jsonField(z.looseObject({})).optional(),
    CONTAINER_LIMITS: jsonField(z.looseObject({})).optional(),
    /** The image of this program in a registry of the cluster: pods of it prove from where workloads stand. */
    PROBER_IMAGE: z.string().min(1).optional(),
    VOLUME_GROUP: z.coerce.number().int().optional(),
    /** PEM of the authority that signed the backends' certificates, or of several. */
    CERTIFICATE_AUTHORITY: certificatesField.optional(),
    UNSCHEDULABLE_AFTER_SECONDS: z.coerce.number().int().positive().optional(),
    ADDRESS_GRACE_SECONDS: z.coerce.number().int().min(0).optional(),
    /** Storage classes on offer, the default first; of these the shared ones can be mounted by many pods. */
    STORAGE_CLASSES: listField,
    SHARED_STORAGE_CLASSES: listField,

    /** Administrator's address of the tenants' PostgreSQL; absent: not offered. */
    POSTGRESQL_URL: databaseField.optional(),
    /** Where workloads reach it, `host:port`; as in the administrator's address if absent. */
    POSTGRESQL_WORKLOAD_ADDRESS: hostAndPort.optional(),
    /** True if it has a certificate that the certificate authority signed; then everybody checks it. */
    POSTGRESQL_TLS: flag,
    POSTGRESQL_POOL: count(8),
    POSTGRESQL_STATEMENT_TIMEOUT: z.string().default('60s'),
    POSTGRESQL_IDLE_IN_TRANSACTION_TIMEOUT: z.string().default('60s'),
    POSTGRESQL_EXTENSIONS: listField,
    POSTGRESQL_MAXIMUM_CONNECTIONS: count(100),

    /** Where MinIO answers; `memory`: a simulated object store; absent: not offered. */
    OBJECT_STORAGE_URL: z.union([z.literal('memory'), serverField], noServer).optional(),
    /** The platform's own account there; `deploy/minio/policy.json` is what it needs. */
    OBJECT_STORAGE_ACCESS_KEY: z.string().overwrite(withoutLastLineBreak).min(3).optional(),
    OBJECT_STORAGE_SECRET_KEY: secretField.optional(),
    OBJECT_STORAGE_CONNECTIONS: count(16),
    /** Where workloads reach it; as above if absent. */
    OBJECT_STORAGE_WORKLOAD_URL: serverField.optional(),
    OBJECT_STORAGE_REGION: z.string().default('us-east-1'),

    /**
     * Keycloak, as the backend reaches it; with https its certificate is one that the certificate authority signed.
     * `memory`: a simulated one. Absent: single sign-on is not offered.
     */
    IDENTITY_URL: z.union([z.literal('memory'), z.url({ protocol: /^https?$/ })]).optional(),
    /** The backend's own service account there: see `deploy/keycloak/`. */
    IDENTITY_CLIENT_ID: z.string().overwrite(withoutLastLineBreak).min(1).optional(),
    IDENTITY_CLIENT_SECRET: secretField.optional(),
    /** Where browsers find it; as the backend does if absent, and below the cluster's domain where it is simulated. */
    IDENTITY_PUBLIC_URL: z.url().optional(),
    /** Where workloads find it; as browsers do if absent. */
    IDENTITY_WORKLOAD_URL: z.url().optional(),
    /** One realm for each project, or the name of one for all. */
    IDENTITY_SHARED_REALM: z.string().optional(),
    /** The mail server through which realms write to their users, as JSON; absent: there is no mail. */
    IDENTITY_MAIL: jsonField(
      z.strictObject({
        host: z.string().min(1),
        port: portField.default(587),
        from: z.email(),
        encryption: z.enum(['none', 'starttls', 'tls']).default('starttls'),
        account: z.strictObject({ user: z.string(), password: secretField }).nullable().default(null),
      }),
    ).optional(),
    /** The organisation's own OpenID provider, as JSON; people sign in through it. Its addresses are in its discovery document. */
    IDENTITY_PROVIDER: jsonField(
      z.strictObject({
        alias: z.string(),
        issuer: z.url(),
        clientId: z.string(),
        clientSecret: secretField,
        authorizationUrl: z.url(),
        tokenUrl: z.url(),
        jwksUrl: z.url(),
        userInfoUrl: z.url().nullable().default(null),
        logoutUrl: z.url().nullable().default(null),
      }),
    ).optional(),

    /** PostgreSQL in which the in-memory parts keep their state over a restart. */
    MEMORY_URL: secretField.optional(),

    /** Service type → settings that are its own affair, as JSON; see `settings` of its `unit.ts`. */
    SERVICE_SETTINGS: jsonField(z.record(z.string(), z.unknown())).optional(),
    /** Service type → limits and choices, as JSON; they replace the defaults of that type. null: not offered. */
    SERVICE_OFFERS: jsonField(z.record(z.string(), Offer.nullable())).optional(),
    MAXIMUM_REPLICAS: count(20),
    MAXIMUM_CPU: z.string().default('4'),
    MAXIMUM_MEMORY: z.string().default('8Gi'),
    MAXIMUM_VOLUME: z.string().default('100Gi'),
    RETENTION_DAYS: count(30),
  })
  .superRefine((env, context) => {
    for (const [one, other] of givenTogether) {
      if ((env[one] === undefined) !== (env[other] === undefined))
        context.addIssue({ code: 'custom', message: `${one} and ${other} are given together or not at all` })
    }
  })
  .superRefine((env, context) => {
    if (env.KUBERNETES === 'in-cluster' && env.KUBERNETES_SERVICE_HOST === undefined) {
      const message = 'is "in-cluster", but no pod was started here: KUBERNETES_SERVICE_HOST is not set'
      context.addIssue({ code: 'custom', path: ['KUBERNETES'], message })
    }
    const isStorageReal = env.OBJECT_STORAGE_URL !== undefined && env.OBJECT_STORAGE_URL !== 'memory'
    for (const name of ['OBJECT_STORAGE_ACCESS_KEY', 'OBJECT_STORAGE_SECRET_KEY'] as const) {
      if (isStorageReal && env[name] === undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'is needed for the server of OBJECT_STORAGE_URL' })
    }
    if (env.POSTGRESQL_TLS && env.CERTIFICATE_AUTHORITY === undefined) {
      const message = 'needs CERTIFICATE_AUTHORITY: without it nobody could check the certificate of the server'
      context.addIssue({ code: 'custom', path: ['POSTGRESQL_TLS'], message })
    }
    const inMemory = [env.KUBERNETES, env.OBJECT_STORAGE_URL, env.IDENTITY_URL].includes('memory')
    if (inMemory && env.MEMORY_URL === undefined) {
      context.addIssue({
        code: 'custom',
        message: 'MEMORY_URL is needed, so that the parts in memory survive a restart',
      })
    }
    const isRealIdentity = env.IDENTITY_URL !== undefined && env.IDENTITY_URL !== 'memory'
    if (isRealIdentity && (env.IDENTITY_CLIENT_ID === undefined || env.IDENTITY_CLIENT_SECRET === undefined)) {
      context.addIssue({
        code: 'custom',
        message:
          'IDENTITY_CLIENT_ID and IDENTITY_CLIENT_SECRET are needed: the account of this backend at IDENTITY_URL',
      })
    }
  })
type Environment = z.output<typeof Environment>

/** The names of all settings, for whoever has to give each of them. */
export const settingNames: readonly string[] = Object.keys(Environment.shape)

export type Config = ReturnType<typeof readClusterConfig>

/** The settings of a cluster backend. Throws `ConfigError` with every fault at once. */
export function readClusterConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = readConfig(Environment, env)
  return {
    cluster: given.CLUSTER_NAME,
    installation: given.INSTALLATION_ID,
    link: { url: given.LINK_URL, joinToken: given.JOIN_TOKEN ?? null, keyMaxAgeMs: given.LINK_KEY_DAYS * 86_400_000 },
    server: {
      port: given.PORT,
      host: given.HOST,
      callerPublicKey: given.CALLER_PUBLIC_KEY,
      internalSecret: given.INTERNAL_SECRET ?? null,
      tls: tlsOf(given),
      service: serviceOf(given),
    },
    podUid: given.POD_UID ?? null,
    logLevel: given.LOG_LEVEL,
    otlpEndpoint: given.OTLP_ENDPOINT ?? null,
    namespace: given.NAMESPACE,
    kubernetes: kubernetesOf(given),
    kubernetesSettings: settingsOf(given),
    storageClasses: { all: given.STORAGE_CLASSES, shared: given.SHARED_STORAGE_CLASSES },
    postgresql: postgresqlOf(given),
    objectStorage: objectStorageOf(given),
    identity: identityOf(given),
    memoryUrl: given.MEMORY_URL ?? null,
    serviceSettings: given.SERVICE_SETTINGS ?? {},
    offers: given.SERVICE_OFFERS ?? {},
    limits: {
      replicas: given.MAXIMUM_REPLICAS,
      cpu: given.MAXIMUM_CPU,
      memory: given.MAXIMUM_MEMORY,
      volume: given.MAXIMUM_VOLUME,
    },
    retentionDays: given.RETENTION_DAYS,
  }
}

function tlsOf({ TLS_CERTIFICATE_FILE: certificate, TLS_KEY_FILE: key }: Environment) {
  return certificate === undefined || key === undefined ? null : { certificate, key }
}

function serviceOf({ SERVICE_NAME: name, POD_ADDRESS: address }: Environment) {
  return name === undefined || address === undefined ? null : { name, address }
}

function kubernetesOf({ KUBERNETES: text, KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port }: Environment) {
  if (text === 'memory') return { type: text } as const
  if (text !== 'in-cluster') return { type: 'kubeconfig', path: text } as const
  if (host !== undefined) return { type: text, host, port } as const
  throw new ConfigError('the cluster around this program is not told')
}

/** The parts given are parsed as a whole, so that a mistake in one of them is told like any other. */
function settingsOf(given: Environment): KubernetesSettings {
  const parts = {
    domain: given.DOMAIN,
    scheme: given.SCHEME,
    publicPort: given.PUBLIC_PORT,
    ingress: given.INGRESS,
    network: given.NETWORK,
    quota: given.QUOTA,
    limits: given.CONTAINER_LIMITS,
    prober: given.PROBER_IMAGE === undefined ? null : { image: given.PROBER_IMAGE },
    volumeGroup: given.VOLUME_GROUP,
    certificateAuthority: given.CERTIFICATE_AUTHORITY,
    unschedulableAfterSeconds: given.UNSCHEDULABLE_AFTER_SECONDS,
    addressGraceSeconds: given.ADDRESS_GRACE_SECONDS,
  }
  const parsed = KubernetesSettings.safeParse(parts)
  if (parsed.success) return parsed.data
  throw new ConfigError(`The settings for Kubernetes cannot be used:\n${z.prettifyError(parsed.error)}`)
}

function postgresqlOf(given: Environment) {
  if (given.POSTGRESQL_URL === undefined) return null
  const address = new URL(given.POSTGRESQL_URL.reveal())
  const workload = { host: address.hostname, port: address.port === '' ? 5432 : Number(address.port) }
  return {
    url: given.POSTGRESQL_URL,
    workload: given.POSTGRESQL_WORKLOAD_ADDRESS ?? workload,
    tls: given.POSTGRESQL_TLS,
    maximumPoolSize: given.POSTGRESQL_POOL,
    statementTimeout: given.POSTGRESQL_STATEMENT_TIMEOUT,
    idleInTransactionTimeout: given.POSTGRESQL_IDLE_IN_TRANSACTION_TIMEOUT,
    extensions: given.POSTGRESQL_EXTENSIONS,
    maximumConnections: given.POSTGRESQL_MAXIMUM_CONNECTIONS,
  }
}

function objectStorageOf(given: Environment) {
  const url = given.OBJECT_STORAGE_URL
  if (url === undefined) return null
  const workload = addressOf(given.OBJECT_STORAGE_WORKLOAD_URL ?? (url === 'memory' ? nowhere : url))
  const told = { workload, region: given.OBJECT_STORAGE_REGION }
  if (url === 'memory') return { type: url, ...told } as const
  return { type: 'minio', server: storageServer(given, url), ...told } as const
}

/** What workloads are told of a simulated object store; nothing answers there. */
const nowhere = 'http://object-storage.operations-manager.svc:9000'

function storageServer(given: Environment, url: string) {
  const { OBJECT_STORAGE_ACCESS_KEY: accessKey, OBJECT_STORAGE_SECRET_KEY: secretKey } = given
  if (accessKey === undefined || secretKey === undefined) throw new ConfigError('the object store has no account')
  const isTls = url.startsWith('https:')
  return {
    url,
    accessKey,
    secretKey,
    certificateAuthority: isTls ? (given.CERTIFICATE_AUTHORITY ?? null) : null,
    connections: given.OBJECT_STORAGE_CONNECTIONS,
  }
}

/** Host and port of an address, and whether it is one with TLS. */
function addressOf(url: string) {
  const { protocol, hostname, port } = new URL(url)
  const tls = protocol === 'https:'
  return { address: `${hostname}:${port === '' ? (tls ? 443 : 80) : port}`, tls }
}

function identityOf(given: Environment) {
  const server = identityServerOf(given)
  if (server === null) return null
  const belowDomain = `${given.SCHEME}://identity.${given.DOMAIN}`
  const publicUrl = given.IDENTITY_PUBLIC_URL ?? (server.type === 'memory' ? belowDomain : server.url)
  return {
    server,
    publicUrl,
    workloadUrl: given.IDENTITY_WORKLOAD_URL ?? publicUrl,
    sharedRealm: given.IDENTITY_SHARED_REALM ?? null,
    mail: given.IDENTITY_MAIL ?? null,
    provider: given.IDENTITY_PROVIDER ?? null,
  }
}

function identityServerOf({ IDENTITY_URL: url, IDENTITY_CLIENT_ID: clientId, ...given }: Environment) {
  if (url === undefined) return null
  if (url === 'memory') return { type: 'memory' } as const
  // Both were required above.
  return {
    type: 'keycloak',
    url,
    clientId: clientId ?? '',
    clientSecret: given.IDENTITY_CLIENT_SECRET ?? new Secret(''),
  } as const
}
