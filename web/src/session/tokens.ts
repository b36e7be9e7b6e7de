import { z } from 'zod'

/** What the provider gave for one session. Kept encrypted; never in an answer to a browser. */
export const Tokens = z.object({
  access: z.string(),
  /** Absent where the provider gives none: the session then ends with the access token. */
  refresh: z.string().nullable(),
  /** Tells the provider who signs out. */
  identity: z.string().nullable(),
})
export type Tokens = z.infer<typeof Tokens>

/** Tokens as they came, with the moment the access token ends. */
export type Granted = { readonly tokens: Tokens; readonly accessExpiresAt: Date }
