import { z } from 'zod'
import { Proof } from '@operations-manager/schema/link/messages.ts'
import { certificateFaults } from '@operations-manager/runtime/tls/certificate-fault.ts'

/**
 * What the prober, a pod that stands where a workload stands, is given to try. Plain data: values of variables are
 * named and never in it. `patienceMs`: how long it is tried again while nobody answers.
 */
export const Trial = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('service'),
    service: z.string(),
    serviceType: z.string(),
    /** Output key → the variable of the component that holds it. */
    variables: z.record(z.string(), z.string()),
    /** What the type itself adds. */
    given: z.json(),
    patienceMs: z.number().int(),
  }),
  z.object({
    type: z.literal('call'),
    component: z.string(),
    host: z.string(),
    port: z.number().int(),
    patienceMs: z.number().int(),
  }),
  z.object({ type: z.literal('egress'), host: z.string(), port: z.number().int(), patienceMs: z.number().int() }),
])
export type Trial = z.infer<typeof Trial>

export const TrialPlan = z.object({
  /** Returns with each result, so that none is taken for that of another plan. */
  id: z.string(),
  trials: z.array(Trial),
})
export type TrialPlan = z.infer<typeof TrialPlan>

/** What came of a trial: what a person may read, and for a failure what the program has to know of it. */
export const TrialResult = z.object({
  /** Its place in the plan. */
  trial: z.number().int(),
  proofs: z.array(Proof.omit({ from: true })),
  /**
   * `null` where all is well. `unanswered`: nobody answered, so nothing is known of what is there; else what was refused
   * or is wrong with the certificate, or `invalid` where it answered and it was the wrong thing.
   */
  fault: z.enum(['unanswered', 'refused', 'invalid', ...certificateFaults]).nullable(),
})
export type TrialResult = z.infer<typeof TrialResult>

/** A line of the prober's log: whatever else is in a log is none of it. */
export const ResultLine = z.object({ plan: z.string(), result: TrialResult })
export type ResultLine = z.infer<typeof ResultLine>
