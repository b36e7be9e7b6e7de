import { isPlainMap, type Plain, type PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { reviseYaml } from '@operations-manager/schema/project-file/edit/revise.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { readYaml } from '@operations-manager/schema/project-file/yaml/read-yaml.ts'
import { withValue, type Path } from './value.ts'

/** A text as it was read: what it says (null where that cannot be told), and what is wrong with its YAML. */
export type ReadDocument = { readonly value: PlainMap | null; readonly problems: readonly Problem[] }

/** The text after an edit, or null where it is written in a way that cannot be changed in place. */
export type Edited = string | null

const beginning = 'apiVersion: operations-manager/v1\n'

/** Reads a text in bounded time: what is too large is refused before it is looked into. */
export function readDocument(text: string): ReadDocument {
  if (text.trim() === '') return { value: {}, problems: [] }
  const { file, problems } = readYaml(text)
  const value = file?.value as Plain | undefined // what YAML's core schema can hold
  // A file of comments says nothing yet.
  if (value === null && problems.length === 0) return { value: {}, problems }
  return { value: isPlainMap(value) ? value : null, problems }
}

/** Puts a value at a path, or takes out what stands there; only that changes, byte for byte. */
export function withEdit(text: string, path: Path, next: Plain | undefined): Edited {
  return revised(text, (value) => withValue(value, path, next))
}

/** Makes the text say something else, touching only what differs. */
export function revised(text: string, change: (value: PlainMap) => Plain): Edited {
  const start = text.trim() === '' ? beginning : text
  const { value } = readDocument(start)
  if (value === null) return null
  const revision = reviseYaml(start, change(value))
  return revision.ok ? revision.text : null
}
