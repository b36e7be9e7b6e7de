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
  z.object({
    type: z.literal('token'),
    /** The token's id, by which the registry looks up what it may do now; never the token itself. */
    token: z.string(),
    name: z.string(),
    /** The lower-case address of who made it. */
    createdBy: z.string(),
  }),
])
export type Caller = z.infer<typeof Caller>

/** A caller who is somebody: everybody but the anonymous one. */
export type SignedInCaller = Exclude<Caller, { readonly type: 'anonymous' }>

export const anonymous: Caller = { type: 'anonymous' }
