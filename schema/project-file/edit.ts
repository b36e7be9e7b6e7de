import { problem, type Problem } from '../problems/problem.ts'
import { applyEdits, type Edit } from './edit/apply-edits.ts'
import type { Plain } from './edit/plain.ts'
import { reviseYaml } from './edit/revise.ts'
import { readYaml } from './yaml/read-yaml.ts'

export type { Edit } from './edit/apply-edits.ts'

export type EditResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Makes edits in the text of a project file. Only what they name changes: comments, order and quoting elsewhere stay as
 * they were, byte for byte. The result is not checked against the rules; read it for that.
 */
export function editProjectFile(text: string, edits: readonly Edit[]): EditResult {
  const { file, problems } = readYaml(text)
  if (file === null || problems.length > 0) return { ok: false, problems }
  const wanted = applyEdits(file.value as Plain, edits) // what YAML's core schema can hold
  if (!wanted.ok) return { ok: false, problems: [wanted.problem] }
  const revision = reviseYaml(text, wanted.value)
  if (revision.ok) return revision
  const name = revision.path.length === 0 ? 'The file' : `\`${revision.path.join('.')}\``
  const message = `${name} is written in a way that cannot be changed in place, for example by a reference (*name) or a key with "?". Write it out as usual YAML, or apply the whole file.`
  return {
    ok: false,
    problems: [problem('YAML_FEATURE', message, { path: [...revision.path], ...file.places.of(revision.path) })],
  }
}
