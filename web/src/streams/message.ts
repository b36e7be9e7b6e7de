import { z } from 'zod'

/** One subscription of a page as it goes to our own server: an ordinary document, and where to go on. */
export const Asked = z.object({
  /** Chosen by the browser; every message carries it. */
  id: z.string().min(1).max(64),
  query: z.string().min(1).max(20_000),
  variables: z.record(z.string(), z.unknown()),
})
export type Asked = z.infer<typeof Asked>

/** The body of one stream: all that the browser follows at present. */
export const StreamBody = z.object({ subscriptions: z.array(Asked).max(64) })

/** What comes down a stream, one JSON object an event. */
export const Told = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open') }),
  z.object({ type: z.literal('next'), id: z.string(), data: z.unknown() }),
  /** This one ended; nothing more comes of it. */
  z.object({ type: z.literal('end'), id: z.string() }),
  /** This one could not be followed now; the stream goes on with the others. */
  z.object({ type: z.literal('failed'), id: z.string(), message: z.string() }),
  /** Nobody is signed in any more. */
  z.object({ type: z.literal('signed-out') }),
  z.object({ type: z.literal('beat') }),
])
export type Told = z.infer<typeof Told>

/** So often something comes down a stream, whatever happens. */
export const beatMs = 10_000
