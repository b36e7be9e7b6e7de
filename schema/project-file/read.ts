import type { Catalogue } from '../services/service-type.ts'
import type { Notice } from '../problems/notice.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { draftOf } from './draft.ts'
import { pathKey, type Finding, type Path, type Remark } from './finding.ts'
import { formatFinding } from './format-version.ts'
import { readByShape, valueAt, type IssueSource } from './issues.ts'
import { fileLimits } from './limits.ts'
import { projectFileShape, type ProjectFile } from './model.ts'
import { prune } from './prune.ts'
import { rules } from './rules/all.ts'
import type { Places } from './yaml/places.ts'
import { readYaml, type YamlFile } from './yaml/read-yaml.ts'

/** A project file as read, or everything that is wrong with it. */
export type ProjectFileReading =
  | {
      readonly ok: true
      readonly file: ProjectFile
      readonly notices: readonly Notice[]
      /** The text and the places of everything in it, for findings that need more than the file. */
      readonly source: ProjectFileSource
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type ProjectFileSource = { readonly text: string; readonly places: Places }

/** Reads a project file strictly: YAML, then the shape of each part, then the rules over the whole. Pure. */
export function readProjectFile(text: string | Uint8Array, catalogue: Catalogue): ProjectFileReading {
  const yaml = readYaml(text)
  if (yaml.file === null) return { ok: false, problems: sorted(yaml.problems) }
  const { places } = yaml.file
  const format = formatFinding(yaml.file.value)
  if (format !== null && format.stops) {
    return { ok: false, problems: sorted([...yaml.problems, placed(format.finding, places)]) }
  }
  const checked = check(yaml.file, catalogue, format?.finding ?? null)
  const problems = [...yaml.problems, ...checked.findings.map((finding) => placed(finding, places))]
  if (problems.length > 0 || checked.file === null) return { ok: false, problems: sorted(problems) }
  const notices = checked.remarks.map((remark) => placedNotice(remark, places))
  return { ok: true, file: checked.file, notices: inOrder(notices), source: { text: yaml.file.text, places } }
}

type Checked = {
  readonly file: ProjectFile | null
  readonly findings: readonly Finding[]
  readonly remarks: readonly Remark[]
}

function check(yaml: YamlFile, catalogue: Catalogue, format: Finding | null): Checked {
  const source: IssueSource = { value: yaml.value, written: (path) => yaml.places.written(path) }
  const { file, findings: refused, original } = readParts(projectFileShape(catalogue), source)
  const shapeFindings = refused.filter((finding) => !isConsequence(finding, yaml.incomplete))
  const own =
    format === null ? shapeFindings : [format, ...shapeFindings.filter(({ path }) => path[0] !== 'apiVersion')]
  if (file === null) return { file: null, findings: own, remarks: [] }
  const draft = draftOf(file, yaml.value, [...refused.map(({ path }) => path), ...yaml.incomplete], catalogue)
  const results = rules.map((rule) => rule(draft))
  const findings = results
    .flatMap((result) => result.findings)
    .map((finding) => ({ ...finding, path: original(finding.path) }))
  return { file, findings: unique([...own, ...findings]), remarks: results.flatMap((result) => result.remarks) }
}

type Parts = {
  readonly file: ProjectFile | null
  readonly findings: readonly Finding[]
  readonly original: (path: Path) => Path
}

// What is refused in a part can hide what is wrong in another: so it is taken out and the rest is read again.
function readParts(shape: ReturnType<typeof projectFileShape>, source: IssueSource): Parts {
  const findings: Finding[] = []
  let value = source.value
  let original = (path: Path): Path => path
  for (let round = 0; round < 6; round++) {
    const outer = original
    const read = readByShape(shape, { value, written: (path) => source.written(outer(path)) })
    if (read.ok) return { file: read.value, findings, original }
    const found = read.findings.map((finding) => ({ ...finding, path: outer(finding.path) }))
    // What was taken out before is not missing.
    findings.push(
      ...found.filter(({ code, path }) => code !== 'VALUE_MISSING' || valueAt(source.value, path) === undefined),
    )
    if (read.findings.some(({ path }) => path.length === 0)) break
    const pruned = prune(value, read.findings)
    value = pruned.value
    original = (path) => outer(pruned.original(path))
  }
  return { file: null, findings, original }
}

// A refused merge key was to bring something: that it is missing now is not another mistake.
function isConsequence({ code, path }: Finding, incomplete: readonly Path[]): boolean {
  return code === 'VALUE_MISSING' && incomplete.some((map) => pathKey(map) === pathKey(path.slice(0, -1)))
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...new Map(
      findings.map((finding) => [`${finding.code} ${pathKey(finding.path)} ${finding.message}`, finding]),
    ).values(),
  ]
}

/** What tells places; without a text they are null. */
export type Locating = { of(path: Path, at?: 'key' | 'value'): { line: number | null; column: number | null } }

/** A finding with its place in the text. */
export function placed(finding: Finding, places: Locating): Problem {
  const { code, path, message, at, validValues, remedies, details } = finding
  return problem(code, message, {
    path: path.map(String),
    ...places.of(path, at),
    ...(validValues && { validValues: [...validValues] }),
    ...(remedies && { remedies: [...remedies] }),
    ...(details && { details: { ...details } }),
  })
}

/** A remark with its place in the text. */
export function placedNotice({ code, path, message, at }: Remark, places: Locating): Notice {
  return { code, message, path: path.map(String), ...places.of(path, at) }
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return inOrder(problems).slice(0, fileLimits.problems)
}

function inOrder<T extends { readonly line: number | null; readonly column: number | null }>(
  all: readonly T[],
): readonly T[] {
  return all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}
