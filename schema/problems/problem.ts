import { z } from 'zod'
import { problemCodes, type ProblemCode } from './codes.ts'

/** Whose it is. */
export const Fault = z.enum([
  'REQUEST',
  'APPLICATION',
  'CONFIGURATION',
  'CREDENTIALS',
  'PLATFORM',
  'NETWORK',
  'CONFLICT',
  'UNKNOWN',
])
export type Fault = z.infer<typeof Fault>

/** Whether trying again helps: not without a change, at once, later, or by itself (the platform goes on trying). */
export const Retry = z.enum(['NEVER', 'NOW', 'LATER', 'AUTOMATIC'])
export type Retry = z.infer<typeof Retry>

/** Something a client can do about a problem: a mutation of the public graph with its input, or a text to follow. */
export const Remedy = z.object({
  /** A short imperative, for a button: `Set the secret`. */
  title: z.string(),
  /** The mutation that mends it, or null where a person has to act elsewhere. */
  mutation: z.string().nullable(),
  /** The input to send with it; what the person has to fill in is absent. */
  input: z.record(z.string(), z.unknown()),
})
export type Remedy = z.infer<typeof Remedy>

/** What is wrong, as data: where, whose, and what to do. Holds no secret. */
export const Problem = z.object({
  code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]), // the table is never empty
  fault: Fault,
  /** What happened, why, and what to do, in sentences. */
  message: z.string(),
  /** Path in the input or the project file, outermost first; empty for the whole. */
  path: z.array(z.string()),
  /** 1-based place in the project file, where there is one. */
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  retry: Retry,
  remedies: z.array(Remedy),
  /** The allowed values where the set is closed, the nearest first. */
  validValues: z.array(z.string()),
  /** Plain facts for typed problems (InUseProblem.usedBy, DataLossProblem.what, ConflictProblem.currentRevision …). */
  details: z.record(z.string(), z.unknown()),
})
export type Problem = z.infer<typeof Problem>

/** A problem with the code's own fault and retry; everything else has an empty default. */
export function problem(
  code: ProblemCode,
  message: string,
  more: Partial<Omit<Problem, 'code' | 'message'>> = {},
): Problem {
  const { fault, retry } = problemCodes[code]
  return {
    code,
    fault,
    message,
    path: [],
    line: null,
    column: null,
    retry,
    remedies: [],
    validValues: [],
    details: {},
    ...more,
  }
}
