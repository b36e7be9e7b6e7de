import { z } from 'zod'
import { jsonField, portField, secretField } from '@operations-manager/runtime/config/fields.ts'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'

const Environment = z.object({
  PORT: portField,
  /** The private ES256 key (JWK) that signs tokens. */
  SIGNING_KEY: jsonField(z.looseObject({ kty: z.string() })),
  COOKIE_KEY: secretField,
  WEB_CLIENT_SECRET: secretField,
  /** Where browsers reach the web application. */
  WEB_URL: z.url(),
})

/** The settings of the sandbox's identity provider. */
export function readIdentityConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = readConfig(Environment, env)
  return {
    port: given.PORT,
    signingKey: given.SIGNING_KEY,
    cookieKey: given.COOKIE_KEY,
    webClientSecret: given.WEB_CLIENT_SECRET,
    webUrl: given.WEB_URL,
  }
}
