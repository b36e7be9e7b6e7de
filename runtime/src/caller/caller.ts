import { z } from 'zod'

/** Who is calling, as the gateway found out and the subgraphs are told. */
export const Caller = z.discriminatedUnion('type', [
  z.object({ type: z.literal('anonymous') }),
  z.object({
    type: z.literal('person'),
    /** The provider's subject, and the provider: only together do they name an account. */
    subject: z.string(),
    issuer: z.string(),
    /** Lower case; null unless the provider verified it. */
    email: z.string().nullable(),
    name: z.string(),
    groups: z.array(z.string()),
  }),
])
export type Caller = z.infer<typeof Caller>

export const anonymous: Caller = { type: 'anonymous' }
