import type { NoticeCode } from '../problems/notice.ts'
import type { ProblemCode } from '../problems/codes.ts'
import type { Remedy } from '../problems/remedy.ts'

/** A path in the project file: keys, and positions in lists as numbers. */
export type Path = readonly (string | number)[]

/** Something that a rule found wrong, before it has a line and a column. */
export type Finding = {
  readonly code: ProblemCode
  readonly path: Path
  readonly message: string
  /** Whether the key itself is wrong or its value; the value unless it says so. */
  readonly at?: 'key' | 'value'
  readonly validValues?: readonly string[]
  readonly remedies?: readonly Remedy[]
  readonly details?: Readonly<Record<string, unknown>>
}

/** Something worth knowing that a rule noticed, before it has a line and a column. */
export type Remark = {
  readonly code: NoticeCode
  readonly path: Path
  readonly message: string
  readonly at?: 'key' | 'value'
}

/** A path as one text, for sets and maps; no two paths give the same one. */
export function pathKey(path: Path): string {
  return JSON.stringify(path.map(String))
}
