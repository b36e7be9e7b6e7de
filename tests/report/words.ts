import { z } from 'zod'

/** What the process of a suite tells the one that started it. */
export const SuiteSays = z.object({
  counts: z.object({ passed: z.number().int(), failed: z.number().int(), skipped: z.number().int() }),
  failures: z.array(z.object({ what: z.string(), why: z.string() })),
  /** Why tests were skipped. */
  leftOut: z.array(z.string()),
})
export type SuiteSays = z.infer<typeof SuiteSays>

/** What it is told: end gently, and then, if a person asks again, at once. */
export const SuiteIsTold = z.enum(['end', 'end-now'])
export type SuiteIsTold = z.infer<typeof SuiteIsTold>
