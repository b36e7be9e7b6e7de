import { z } from 'zod'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/** A secret setting: wrapped the moment it is read. */
export const secretField = z
  .string()
  .overwrite(withoutLastLineBreak)
  .min(1)
  .transform((value) => new Secret(value))

/** A TCP port; 0 lets the system choose a free one. */
export const portField = z.coerce.number().int().min(0).max(65_535)

/** A setting that holds JSON of a known shape. */
export function jsonField<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'is not valid JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)
}

/** A setting that holds several values with commas between; absent: none. */
export const listField = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )

/** The public half of an Ed25519 key (JWK): what verifies a signature, and can sign nothing. */
export const publicKeyField = jsonField(
  z
    .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
    .refine((key) => !('d' in key), 'is a private key; give its public half'),
)

/** Most editors end a file with a line break, and whoever puts such a file into a Secret does not mean it. */
export function withoutLastLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '')
}
