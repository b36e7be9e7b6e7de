import { jsonField, listField, portField, secretField } from '@operations-manager/runtime/config/fields.ts'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'
import { z } from 'zod'
import { trustedProxies } from './front/client-source.ts'
import { defaultLimits, defaultRateLimits, type Limits, type RateLimits } from './pipeline/limits.ts'

const limitField = (value: number) => z.coerce.number().int().positive().default(value)

const Env = z
  .object({
    PORT: portField.default(4000),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** Where the registry answers; its supergraph and its streams are asked there. */
    REGISTRY_URL: z.url().default('http://127.0.0.1:4001'),
    /** Shared by the programs of one installation, for `/internal/…` and `/metrics`. */
    INTERNAL_SECRET: secretField,
    /** Ed25519 JWK that signs callers' tokens; subgraphs hold only its public half. */
    CALLER_PRIVATE_KEY: jsonField(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string() })),
    OIDC_ISSUER: z.url().optional(),
    OIDC_AUDIENCE: z.string().optional(),
    OIDC_GROUPS_CLAIM: z.string().default('groups'),
    OIDC_CLOCK_SKEW_SECONDS: z.coerce.number().int().min(0).max(300).default(10),
    /** Origins, separated by commas, whose pages may call with a bearer token. */
    CORS_ORIGINS: listField,
    /**
     * Addresses and ranges, separated by commas, of what stands before the gateway: reverse proxies, and the web
     * application. Only they are believed in `x-forwarded-for` about whom they speak for.
     */
    TRUSTED_PROXIES: listField.refine(areProxies, 'are addresses or ranges with commas between, such as 10.0.0.0/8'),
    /** A file with the only documents that are answered; absent: any document. */
    PERSISTED_DOCUMENTS: z.string().optional(),
    OTLP_ENDPOINT: z.url().optional(),
    SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().positive().default(4_000),
    SUBGRAPH_CONNECTIONS: z.coerce.number().int().positive().default(64),
    HEARTBEAT_MS: z.coerce.number().int().min(100).default(15_000),
    /** How often it is checked that those who share a stream may still see it. */
    RECHECK_MS: z.coerce.number().int().min(100).default(30_000),
    /** A reader of a stream for whom more than this waits is cut. */
    MAX_BEHIND_BYTES: z.coerce.number().int().positive().default(2_000_000),
    LIMIT_DEPTH: limitField(defaultLimits.depth),
    LIMIT_ALIASES: limitField(defaultLimits.aliases),
    LIMIT_ROOT_FIELDS: limitField(defaultLimits.rootFields),
    LIMIT_DIRECTIVES: limitField(defaultLimits.directives),
    LIMIT_TOKENS: limitField(defaultLimits.tokens),
    LIMIT_COST: limitField(defaultLimits.cost),
    LIMIT_BODY_BYTES: limitField(defaultLimits.bodyBytes),
    LIMIT_BATCH: limitField(defaultLimits.batch),
    LIMIT_TIME_MS: limitField(defaultLimits.timeMs),
    LIMIT_SUBSCRIPTIONS: limitField(defaultLimits.subscriptionsPerCaller),
    /** Of one caller at this gateway: a second, and at once before that. */
    LIMIT_OPERATIONS_PER_SECOND: limitField(defaultRateLimits.operationsPerSecond),
    LIMIT_OPERATIONS_AT_ONCE: limitField(defaultRateLimits.operationsAtOnce),
    LIMIT_COST_PER_SECOND: limitField(defaultRateLimits.costPerSecond),
    LIMIT_COST_AT_ONCE: limitField(defaultRateLimits.costAtOnce),
    LIMIT_RUNNING: limitField(defaultRateLimits.runningPerCaller),
  })
  .superRefine((env, context) => {
    if ((env.OIDC_ISSUER === undefined) !== (env.OIDC_AUDIENCE === undefined)) {
      context.addIssue({ code: 'custom', message: 'OIDC_ISSUER and OIDC_AUDIENCE are given together or not at all' })
    }
  })

function areProxies(ranges: readonly string[]): boolean {
  try {
    trustedProxies(ranges)
    return true
  } catch {
    return false // the field says what it has to be
  }
}

export type Config = ReturnType<typeof readGatewayConfig>

/** Reads the environment; throws with every fault at once. */
export function readGatewayConfig(environment: Readonly<Record<string, string | undefined>> = process.env) {
  const env = readConfig(Env, environment)
  const limits: Limits = {
    depth: env.LIMIT_DEPTH,
    aliases: env.LIMIT_ALIASES,
    rootFields: env.LIMIT_ROOT_FIELDS,
    directives: env.LIMIT_DIRECTIVES,
    tokens: env.LIMIT_TOKENS,
    cost: env.LIMIT_COST,
    bodyBytes: env.LIMIT_BODY_BYTES,
    batch: env.LIMIT_BATCH,
    timeMs: env.LIMIT_TIME_MS,
    subscriptionsPerCaller: env.LIMIT_SUBSCRIPTIONS,
  }
  const rateLimits: RateLimits = {
    operationsPerSecond: env.LIMIT_OPERATIONS_PER_SECOND,
    operationsAtOnce: env.LIMIT_OPERATIONS_AT_ONCE,
    costPerSecond: env.LIMIT_COST_PER_SECOND,
    costAtOnce: env.LIMIT_COST_AT_ONCE,
    runningPerCaller: env.LIMIT_RUNNING,
  }
  return {
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    registryUrl: env.REGISTRY_URL,
    internalSecret: env.INTERNAL_SECRET,
    callerPrivateKey: env.CALLER_PRIVATE_KEY,
    oidc:
      env.OIDC_ISSUER === undefined || env.OIDC_AUDIENCE === undefined
        ? null
        : {
            issuer: env.OIDC_ISSUER,
            audience: env.OIDC_AUDIENCE,
            groupsClaim: env.OIDC_GROUPS_CLAIM,
            clockSkewSeconds: env.OIDC_CLOCK_SKEW_SECONDS,
          },
    corsOrigins: env.CORS_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    persistedDocuments: env.PERSISTED_DOCUMENTS ?? null,
    otlpEndpoint: env.OTLP_ENDPOINT ?? null,
    subgraphTimeoutMs: env.SUBGRAPH_TIMEOUT_MS,
    subgraphConnections: env.SUBGRAPH_CONNECTIONS,
    heartbeatMs: env.HEARTBEAT_MS,
    recheckMs: env.RECHECK_MS,
    maxBehindBytes: env.MAX_BEHIND_BYTES,
    limits,
    rateLimits,
  }
}
