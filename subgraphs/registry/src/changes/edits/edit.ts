import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Edit } from '@operations-manager/schema/project-file/edit.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'

/** What an edit makes of a text: another text, null where the file goes, or why it cannot be made. */
export type Edited =
  | { readonly ok: true; readonly text: string | null }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** What a surgical edit does to a valid file. */
export type Plan = { readonly edits: readonly Edit[] } | { readonly problems: readonly Problem[] }

type Path = readonly string[]

/** The file that is edited: as it was read, and what stands in its text. */
export type Subject = {
  readonly file: ProjectFile
  /** True if something stands at this path of the text. */
  has(path: Path): boolean
  /** What stands at this path of the text. */
  at(path: Path): unknown
  readonly confirm: string | null
}

/** Makes the edits of one kind of change out of its input. */
export type Planner<Input> = (subject: Subject, input: Input) => Plan

/** A refusal of an input field. */
export function refuse(code: Problem['code'], message: string, path: Path = []): Plan {
  return { problems: [problem(code, message, { path: [...path] })] }
}

/** The refusal of a name that the file does not have; null where it has it. */
export function missing(kind: string, name: string, known: Readonly<Record<string, unknown>>): Plan | null {
  if (Object.hasOwn(known, name)) return null
  const names = Object.keys(known)
  const message = `The project has no ${kind} "${name}".${names.length === 0 ? '' : ` It has: ${names.join(', ')}.`}`
  return { problems: [problem('NOT_FOUND', message, { path: [kind], validValues: names })] }
}

/** The first refusal among several; null where there is none. */
export function firstOf(...refusals: readonly (Plan | null)[]): Plan | null {
  return refusals.find((refusal) => refusal !== null) ?? null
}

export function set(path: Path, value: unknown): Edit {
  return { type: 'set', path, value }
}

/** Takes a place away if something stands there. */
export function clear(subject: Subject, path: Path): readonly Edit[] {
  return subject.has(path) ? [{ type: 'remove', path }] : []
}

/** Sets a value, takes it away (null), or leaves it alone (absent). */
export function patch(subject: Subject, path: Path, value: unknown): readonly Edit[] {
  if (value === undefined) return []
  return value === null ? clear(subject, path) : [set(path, value)]
}

/** The same for each entry of a map that is merged into what stands. */
export function patchEach(subject: Subject, path: Path, values: object | null | undefined): readonly Edit[] {
  if (values === undefined) return []
  if (values === null) return clear(subject, path)
  return Object.entries(values).flatMap(([key, value]) => patch(subject, [...path, key], value))
}

/** Makes a map exactly as given: entries that are not named go. */
export function replaceMap(
  subject: Subject,
  path: Path,
  values: Readonly<Record<string, unknown>> | null | undefined,
): readonly Edit[] {
  if (values === undefined) return []
  if (values === null || Object.keys(values).length === 0) return clear(subject, path)
  const before = subject.at(path)
  const known = typeof before === 'object' && before !== null ? Object.keys(before) : []
  const gone = known.filter((key) => !Object.hasOwn(values, key))
  if (gone.length === known.length) return [set(path, values)]
  const added = Object.entries(values).map(([key, value]) => set([...path, key], value))
  return [...added, ...gone.map((key): Edit => ({ type: 'remove', path: [...path, key] }))]
}

/** Makes a list exactly as given; an empty one goes. */
export function replaceList(
  subject: Subject,
  path: Path,
  values: readonly unknown[] | null | undefined,
): readonly Edit[] {
  return patch(subject, path, values === undefined ? undefined : values === null || values.length === 0 ? null : values)
}
