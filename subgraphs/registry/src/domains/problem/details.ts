import { z } from 'zod'
import { effects } from '@operations-manager/schema/project-file/diff/effects.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'

const Differences = z.array(
  z.object({
    path: z.array(z.string()),
    kind: z.enum(['ADDED', 'CHANGED', 'REMOVED']),
    before: z.string().nullable(),
    after: z.string().nullable(),
    deployments: z.array(z.string()),
    effects: z.array(z.enum(effects)),
  }),
)

/** A text among the facts of a problem; null if it has none of this name. */
export function textIn(problem: Problem, key: string): string | null {
  return z
    .string()
    .nullable()
    .catch(null)
    .parse(problem.details[key] ?? null)
}

/** A list of texts among the facts of a problem. */
export function textsIn(problem: Problem, key: string): readonly string[] {
  return z
    .array(z.string())
    .catch([])
    .parse(problem.details[key] ?? [])
}

/** The differences that a conflict carries. */
export function differencesIn(problem: Problem): z.infer<typeof Differences> {
  return Differences.catch([]).parse(problem.details['differences'] ?? [])
}

/** What can be done with retained data. */
export function retainedChoicesIn(problem: Problem): ('RESTORE' | 'DISCARD')[] {
  return z
    .array(z.enum(['RESTORE', 'DISCARD']))
    .catch([])
    .parse(problem.details['choices'] ?? [])
}
