import { problemCodes, type ProblemCode } from './codes.ts'
import type { AnyRemedy, Remedy } from './remedy.ts'

// Browsers read project files too, so what a problem is stands here without a library to check it with.

/** Whose a problem is. */
export const faults = [
  'REQUEST',
  'APPLICATION',
  'CONFIGURATION',
  'CREDENTIALS',
  'PLATFORM',
  'NETWORK',
  'CONFLICT',
  'UNKNOWN',
] as const
export type Fault = (typeof faults)[number]

/** Whether trying again helps: not without a change, at once, later, or by itself (the platform goes on trying). */
export const retries = ['NEVER', 'NOW', 'LATER', 'AUTOMATIC'] as const
export type Retry = (typeof retries)[number]

/** What is wrong, as data: where, whose, and what to do. Holds no secret. */
export type Problem = {
  code: ProblemCode
  fault: Fault
  /** What happened, why, and what to do, in sentences. */
  message: string
  /** Path in the input or the project file, outermost first; empty for the whole. */
  path: string[]
  /** 1-based place in the project file, where there is one. */
  line: number | null
  column: number | null
  retry: Retry
  remedies: AnyRemedy[]
  /** The allowed values where the set is closed, the nearest first. */
  validValues: string[]
  /** Plain facts for typed problems (InUseProblem.usedBy, DataLossProblem.what, ConflictProblem.currentRevision …). */
  details: Record<string, unknown>
}

/** What a problem has beside its code and its message. */
export type ProblemParts = Partial<Omit<Problem, 'code' | 'message' | 'remedies'>> & { remedies?: readonly Remedy[] }

/** A problem with the code's own fault and retry; everything else has an empty default. */
export function problem(code: ProblemCode, message: string, { remedies = [], ...more }: ProblemParts = {}): Problem {
  const { fault, retry } = problemCodes[code]
  return {
    code,
    fault,
    message,
    path: [],
    line: null,
    column: null,
    retry,
    remedies: [...remedies],
    validValues: [],
    details: {},
    ...more,
  }
}
