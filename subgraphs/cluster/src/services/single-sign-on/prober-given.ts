import { z } from 'zod'

/** What the backend tells the prober of an instance. */
export const ProberGiven = z.object({ address: z.string().nullable(), isBrokered: z.boolean() })

/** The outputs that the prober reads from the component's variables. */
export const proberOutputs = ['clientId', 'clientSecret', 'discoveryUrl', 'issuer'] as const
