import { createHash } from 'node:crypto'
import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { projectFileJsonSchema } from '@operations-manager/schema/project-file/json-schema.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { readProjectFile, type ProjectFileReading } from '@operations-manager/schema/project-file/read.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'

/** A project file as it was read: the file, or everything that is wrong with it. */
export type FileReading = {
  readonly file: ProjectFile | null
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
}

/** Reads project files; each text once, as long as it is among the newest ones. */
export type ProjectFiles = {
  read(text: string): FileReading
  /** The same reading in the form of `readProjectFile`, with the places of everything. */
  reading(text: string): ProjectFileReading
  /** What editors complete and check project files with. */
  jsonSchema(): unknown
}

const remembered = 2_000

export function createProjectFiles(catalogue: Catalogue): ProjectFiles {
  const known = new Map<string, ProjectFileReading>()
  const reading = (text: string): ProjectFileReading => {
    const key = createHash('sha256').update(text).digest('base64')
    const before = known.get(key)
    if (before !== undefined) {
      // Put at the end: the first one is the one that was not asked for longest.
      known.delete(key)
      known.set(key, before)
      return before
    }
    const now = readProjectFile(text, catalogue)
    known.set(key, now)
    const oldest = known.keys().next()
    if (known.size > remembered && oldest.done !== true) known.delete(oldest.value)
    return now
  }
  return {
    reading,
    jsonSchema: () => projectFileJsonSchema(catalogue),
    read: (text) => {
      if (text === '') return { file: null, problems: [], notices: [] }
      const now = reading(text)
      return now.ok
        ? { file: now.file, problems: [], notices: now.notices }
        : { file: null, problems: now.problems, notices: [] }
    },
  }
}
