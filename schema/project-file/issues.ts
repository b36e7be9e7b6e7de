import { z } from 'zod'
import type { ProblemCode } from '../problems/codes.ts'
import { problemCodes } from '../problems/codes.ts'
import type { Finding, Path } from './finding.ts'
import { nearest, offer } from './suggest.ts'

type Issue = z.core.$ZodIssue

/** Where a value that the shape refuses came from. */
export type IssueSource = {
  readonly value: unknown
  /** A single value as it was written, so that a quoted form can be shown. */
  readonly written: (path: Path) => string | null
}

export type ShapeReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly findings: readonly Finding[] }

/** Reads a value by a shape; what the shape refuses becomes findings in words of the project file. */
export function readByShape<T>(shape: z.ZodType<T>, source: IssueSource): ShapeReading<T> {
  // An issue does not say which keys are known. The list of unknown ones is the same object here and in the result.
  const known = new Map<readonly string[], readonly string[]>()
  const parsed = shape.safeParse(source.value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject) {
        known.set(issue.keys, Object.keys(issue.inst.shape))
      }
      return undefined
    },
  })
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, findings: parsed.error.issues.flatMap((issue) => findingsOf(issue, issue.path, source, known)) }
}

type Known = ReadonlyMap<readonly string[], readonly string[]>

function findingsOf(issue: Issue, at: readonly PropertyKey[], source: IssueSource, known: Known): readonly Finding[] {
  const path = at.map((step) => (typeof step === 'number' ? step : String(step)))
  const value = valueAt(source.value, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, known.get(issue.keys) ?? []))
    case 'invalid_union':
      return ofUnion(issue, path, value, source, known)
    case 'invalid_type':
      return [value === undefined ? missing(path) : wrongType(issue.expected, value, path, source)]
    case 'invalid_value':
      return [value === undefined ? missing(path) : wrongChoice(issue.values.map(String), value, path)]
    case 'too_small':
    case 'too_big':
      return [outOfBounds(issue, value, path)]
    case 'custom':
      return [{ code: codeOf(issue.params?.['problem']), path, message: issue.message }]
    default:
      return [{ code: 'VALUE_INVALID', path, message: sentence(issue.message) }]
  }
}

// Of several forms that a value may have, the one that was meant is the one it comes nearest to.
function ofUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  value: unknown,
  source: IssueSource,
  known: Known,
): readonly Finding[] {
  if (issue.inclusive !== false && issue.discriminator !== undefined) {
    const options = (issue.options ?? []).map(String)
    return [value === undefined ? missing(path) : wrongChoice(options, value, path)]
  }
  const meant = issue.errors
    .filter((branch) => !branch.some(({ code, path: below }) => code === 'invalid_type' && below.length === 0))
    .toSorted((a, b) => weight(a) - weight(b))[0]
  if (meant !== undefined) {
    return meant.flatMap((inner) => findingsOf(inner, [...path, ...inner.path], source, known))
  }
  const kinds = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_type' ? [kindWord(inner.expected)] : [])),
  )
  const message = `Here stands ${describe(value)}, and it has to be ${[...new Set(kinds)].join(', or ')}.`
  return [{ code: 'VALUE_INVALID', path, message }]
}

function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)
}

function unknownKey(key: string, path: Path, valid: readonly string[]): Finding {
  const where = path.length === 0 ? 'at the top of a project file' : `under \`${path.join('.')}\``
  const message = `\`${key}\` is not known ${where}. ${offer(key, valid, 'key')} Unknown keys are refused, so that a typing mistake cannot pass for a setting.`
  return { code: 'KEY_UNKNOWN', path: [...path, key], at: 'key', message, validValues: nearest(key, valid).ordered }
}

function missing(path: Path): Finding {
  const name = String(path.at(-1) ?? '')
  const parent = path.slice(0, -1).join('.')
  const where = parent === '' ? 'The file' : `\`${parent}\``
  return { code: 'VALUE_MISSING', path, message: `${where} has no \`${name}\`, which is required. Add \`${name}: …\`.` }
}

function wrongType(expected: string, value: unknown, path: Path, source: IssueSource): Finding {
  const name = `\`${path.join('.')}\``
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')) {
    const quoted = JSON.stringify(source.written(path) ?? String(value))
    const message = `${name} has to be text, and YAML reads this as ${describe(value)}. Write it in quotes: ${quoted}`
    return { code: 'VALUE_INVALID', path, message, details: { write: quoted } }
  }
  if (value === null && expected === 'string') {
    return { code: 'VALUE_INVALID', path, message: `${name} has no value. Write a text, or "" for an empty one.` }
  }
  const hint = typeof value === 'string' && isNumberWord(expected) && /^\d+$/.test(value) ? ' Remove the quotes.' : ''
  const message = `${name} has to be ${kindWord(expected)}, and here stands ${describe(value)}.${hint}`
  return { code: 'VALUE_INVALID', path, message }
}

function wrongChoice(valid: readonly string[], value: unknown, path: Path): Finding {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const message = `${JSON.stringify(value)} is not possible for \`${path.join('.')}\`. ${offer(text, valid, 'value')}`
  return { code: 'VALUE_INVALID', path, message, validValues: nearest(text, valid).ordered }
}

function outOfBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, value: unknown, path: Path): Finding {
  const name = `\`${path.join('.')}\``
  const isSmall = issue.code === 'too_small'
  const bound = isSmall ? issue.minimum : issue.maximum
  if (typeof value === 'number') {
    const message = `${name} is ${value}; the ${isSmall ? 'least' : 'greatest'} possible value is ${bound}.`
    return { code: 'VALUE_INVALID', path, message }
  }
  const what = issue.origin === 'string' ? 'characters' : 'entries'
  const message = `${name} needs at ${isSmall ? 'least' : 'most'} ${bound} ${what}.`
  return { code: isSmall ? 'VALUE_INVALID' : 'LIMIT_EXCEEDED', path, message }
}

/** What stands at a path of a plain value; `undefined` where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((current, step) => {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    return (current as Record<string | number, unknown>)[step] // own, as just seen
  }, value)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
}

function kindWord(expected: string): string {
  return kinds[expected] ?? expected
}

function isNumberWord(expected: string): boolean {
  return expected === 'number' || expected === 'int'
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`
  return typeof value === 'boolean' ? `the truth value ${value}` : `the number ${Number(value)}`
}

function codeOf(value: unknown): ProblemCode {
  return typeof value === 'string' && Object.hasOwn(problemCodes, value) ? (value as ProblemCode) : 'VALUE_INVALID' // a key of the table
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
