import { z } from 'zod'

/** What the backend tells the prober of an instance. */
export const ProberGiven = z.object({ canary: z.string(), tls: z.boolean() })

/** The outputs that the prober reads from the component's variables. */
export const proberOutputs = ['host', 'port', 'user', 'password', 'database', 'schema'] as const
