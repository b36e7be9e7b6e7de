import { z } from 'zod'

/** The cluster's configuration of this type: which image serves it. Any image with a server of this protocol does. */
export const RedisSettings = z.strictObject({
  image: z.string().min(1).default('docker.io/valkey/valkey:8.1'),
  /** Programs in the image: the server, and the client that signs in to it. */
  server: z.string().min(1).default('valkey-server'),
  client: z.string().min(1).default('valkey-cli'),
  /** The account in the image, by number; `null` where the platform assigns one. */
  user: z.number().int().positive().nullable().default(999),
})
export type RedisSettings = z.infer<typeof RedisSettings>
