import { z } from 'zod'
import type { ProblemCode } from '../../problems/codes.ts'

/** A rule for a string: what people read about it, what editors check, and what exactly holds. */
export type TextRule = {
  readonly description: string
  /** For editors, in the published JSON Schema; `explain` decides. */
  readonly pattern?: RegExp
  readonly maxLength?: number
  readonly examples?: readonly string[]
  /** Why a value is refused and what to write instead, in sentences; null if it is fine. */
  readonly explain?: (value: string) => string | null
  /** VALUE_INVALID unless it says otherwise. */
  readonly code?: ProblemCode
}

/** A string under a rule. The rule is a check of our own, so the message can say what to write instead. */
export function text(rule: TextRule): z.ZodString {
  const { description, pattern, maxLength, examples, explain, code = 'VALUE_INVALID' } = rule
  return z
    .string()
    .check((ctx) => {
      const tooLong = maxLength !== undefined && ctx.value.length > maxLength
      const message = tooLong
        ? `The text has ${ctx.value.length} characters; the limit is ${maxLength}. Shorten it.`
        : (explain?.(ctx.value) ?? null)
      if (message !== null) ctx.issues.push({ code: 'custom', message, input: ctx.value, params: { problem: code } })
    })
    .meta({
      description,
      ...(pattern && { pattern: pattern.source }),
      ...(maxLength !== undefined && { maxLength }),
      ...(examples && { examples }),
    })
}

/** A whole number between two bounds, both allowed. */
export function whole(min: number, max: number, description: string): z.ZodNumber {
  return z.int().min(min).max(max).meta({ description })
}

/** A map from text to something; the rules for its keys are in `rules/`, so that all of them are told at once. */
export function mapOf<T extends z.ZodType>(
  key: { readonly pattern: RegExp; readonly description: string },
  value: T,
  description: string,
): z.ZodRecord<z.ZodString, T> {
  const keys = z.string().meta({ pattern: key.pattern.source, description: key.description })
  return z.record(keys, value).meta({ description })
}
