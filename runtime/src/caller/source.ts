import { z } from 'zod'

/** Where a request came from, as the gateway saw it; believed only where the gateway signed it. */
export const Source = z.object({
  /** The client's address: that of the connection, or what a trusted proxy says about it. */
  address: z.string().max(64),
  transport: z.enum(['http', 'sse', 'websocket']),
  /** What the client calls itself. Anybody can write anything there. */
  userAgent: z.string().max(200).nullable(),
})
export type Source = z.infer<typeof Source>
