import { z } from 'zod'
import { explainSize, sizePattern } from '../project-file/quantity.ts'

/** A setting that is an amount of storage, as a Kubernetes quantity. */
export function quantity(): z.ZodString {
  return z
    .string()
    .regex(sizePattern, { error: ({ input }) => explainSize(String(input)) ?? 'No size.' })
    .refine((text) => !sizePattern.test(text) || explainSize(text) === null, {
      error: ({ input }) => explainSize(String(input)) ?? 'No size.',
    })
}
