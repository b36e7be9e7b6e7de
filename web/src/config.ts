import { z } from 'zod'
import { secretField } from '@operations-manager/runtime/config/fields.ts'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'

const secondsField = (value: number) => z.coerce.number().int().positive().default(value)
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Codes, tokens and cookies travel over these, so they are encrypted except on this very machine. */
const safeUrl = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const { protocol, hostname } = new URL(text)
    return protocol === 'https:' || loopback.has(hostname)
  },
  { error: 'must be https, except on this machine' },
)

const Environment = z.object({
  /** The gateway's GraphQL endpoint, as this program reaches it. */
  GRAPHQL_URL: z.url(),
  /** The same endpoint as other clients reach it, for what people copy from pages; by default the one above. */
  PUBLIC_GRAPHQL_URL: z.url().optional(),
  /** Where browsers reach this program; nothing but its origin counts. */
  PUBLIC_URL: safeUrl,
  OIDC_ISSUER: safeUrl,
  OIDC_CLIENT_ID: z.string(),
  OIDC_CLIENT_SECRET: secretField,
  OIDC_SCOPE: z.string().default('openid email profile'),
  /** Resource indicator (RFC 8707) of the API, for providers that make tokens for one audience at a time. */
  OIDC_RESOURCE: z.string().optional(),
  /** The platform's PostgreSQL; everything of ours is in its schema `web`. */
  DATABASE_URL: secretField,
  /** Seals cookies and encrypts tokens at rest. Another key signs everybody out. */
  SESSION_KEY: secretField.refine((key) => key.reveal().length >= 32, 'must have at least 32 characters'),
  SESSION_IDLE_SECONDS: secondsField(8 * 3_600),
  SESSION_ABSOLUTE_SECONDS: secondsField(24 * 3_600),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type WebConfig = ReturnType<typeof readWebConfig>

/** Reads the environment; throws with every fault at once. */
export function readWebConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = readConfig(Environment, env)
  return {
    graphqlUrl: new URL(given.GRAPHQL_URL),
    publicGraphqlUrl: new URL(given.PUBLIC_GRAPHQL_URL ?? given.GRAPHQL_URL),
    publicUrl: new URL(new URL(given.PUBLIC_URL).origin),
    oidc: {
      issuer: new URL(given.OIDC_ISSUER),
      clientId: given.OIDC_CLIENT_ID,
      clientSecret: given.OIDC_CLIENT_SECRET,
      scope: given.OIDC_SCOPE,
      resource: given.OIDC_RESOURCE ?? null,
    },
    databaseUrl: given.DATABASE_URL,
    sessionKey: given.SESSION_KEY,
    limits: { idleSeconds: given.SESSION_IDLE_SECONDS, absoluteSeconds: given.SESSION_ABSOLUTE_SECONDS },
    logLevel: given.LOG_LEVEL,
  }
}

let known: WebConfig | undefined

/** The settings of this program, read on first use: building it needs none of them. */
export function webConfig(): WebConfig {
  known ??= readWebConfig()
  return known
}

/** True under `next dev`, whose scripts need more than those of a build. */
export const isDevelopment = process.env['NODE_ENV'] === 'development'
