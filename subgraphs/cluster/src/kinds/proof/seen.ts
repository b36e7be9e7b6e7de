import { z } from 'zod'
import { TrialResult } from '../../proofs/trial.ts'

/** What was seen from where a component stands, as it is kept in the cluster. */
export const Seen = z.object({
  at: z.string(),
  results: z.array(TrialResult),
  /** Why a pod ended without saying what it saw; `null`: it said so. */
  lost: z.string().nullable(),
  /** Components that were called before any pod of them was ready. */
  early: z.array(z.string()),
  /** How often in a row something failed. */
  failures: z.number().int(),
  /** Services that nobody answered for while the cluster backend reached them: it is not the server that is away. */
  cutOff: z.array(z.string()),
  /** How often in a row something failed that passes by itself no more. A server that starts again just then is none. */
  certain: z.number().int(),
})
export type Seen = z.infer<typeof Seen>

/** The same with what it is about. */
export type KeptSeen = Seen & { readonly plan: string; readonly round: number }

/** What an earlier version wrote, or somebody else, is nothing that was seen: it is looked at anew. */
export function parseSeen(text: string): Seen | null {
  try {
    return Seen.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // no JSON
  }
}
