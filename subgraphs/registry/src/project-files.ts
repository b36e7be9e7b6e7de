import { createHash } from 'node:crypto'
import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { importOlderFormat, type OlderImport } from '@operations-manager/schema/project-file/import-older.ts'
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

/** Reads project files. What they say is remembered for the newest texts; where it stands in the text is not. */
export type ProjectFiles = {
  read(text: string): FileReading
  /** The same reading in the form of `readProjectFile`, with the places of everything. */
  reading(text: string): ProjectFileReading
  /** A file of the older format in this one. */
  importOlder(text: string): OlderImport
  /** What editors complete and check project files with. */
  jsonSchema(): unknown
}

const remembered = 2_000

export function createProjectFiles(catalogue: Catalogue): ProjectFiles {
  const known = new Map<string, FileReading>()
  const remember = (text: string, reading: FileReading): FileReading => {
    const key = createHash('sha256').update(text).digest('base64')
    // Put at the end: the first one is the one that was not asked for longest.
    known.delete(key)
    known.set(key, reading)
    const [oldest] = known.keys()
    if (known.size > remembered && oldest !== undefined) known.delete(oldest)
    return reading
  }
  const reading = (text: string): ProjectFileReading => {
    const now = readProjectFile(text, catalogue)
    remember(text, withoutPlaces(now))
    return now
  }
  return {
    reading,
    importOlder: (text) => importOlderFormat(text, catalogue),
    jsonSchema: () => projectFileJsonSchema(catalogue),
    read: (text) => {
      if (text === '') return nothing
      const before = known.get(createHash('sha256').update(text).digest('base64'))
      return before === undefined ? withoutPlaces(reading(text)) : remember(text, before)
    },
  }
}

const nothing: FileReading = { file: null, problems: [], notices: [] }

function withoutPlaces(reading: ProjectFileReading): FileReading {
  return reading.ok
    ? { file: reading.file, problems: [], notices: reading.notices }
    : { file: null, problems: reading.problems, notices: [] }
}
