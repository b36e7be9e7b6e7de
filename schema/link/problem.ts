import { z } from 'zod'
import { problemCodes, type ProblemCode } from '../problems/codes.ts'
import { faults, retries, type Problem as AnyProblem } from '../problems/problem.ts'

/** A problem as it travels over the link. */
export const Problem = z.object({
  code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]), // the table is never empty
  fault: z.enum(faults),
  message: z.string(),
  path: z.array(z.string()),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  retry: z.enum(retries),
  remedies: z.array(
    z.object({ title: z.string(), mutation: z.string().nullable(), input: z.record(z.string(), z.unknown()) }),
  ),
  validValues: z.array(z.string()),
  details: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<AnyProblem>
