'use client'

import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import {
  ImportProjectFileDocument,
  type EditorSourcesFragment,
  type ImportProjectFileQuery,
  type ShellViewerFragment,
} from '../../../generated/graph.ts'
import { useQuestion } from '../../graph/use-question.ts'
import { Shell, type Crumb } from '../../shell/shell.tsx'
import { readDocument } from '../document/document.ts'
import { textOf } from '../document/value.ts'
import { hasKept, keptAsNew } from '../document/kept-names.ts'
import { Editor } from '../editor.tsx'
import { saidOfProblem, type SaidOfFile } from '../problems/said.ts'
import { FileDoor } from './file-door.tsx'
import { ImportReport } from './import-report.tsx'

type Imported = ImportProjectFileQuery['importProjectFile']

type Props = {
  readonly viewer: ShellViewerFragment
  readonly sources: EditorSourcesFragment
  readonly saved: null
  readonly crumbs: readonly Crumb[]
}

type Taken = { readonly text: string; readonly report: Imported | null; readonly isFresh: boolean }

const keptAs = keptAsNew('from file')

/** Begins with a file one has: of this format as it is, of the older one as the platform turns it into this one. */
export function ImportFile(props: Props) {
  const words = useTranslations('edit')
  const [taken, setTaken] = useState<Taken | null>(null)
  const [problems, setProblems] = useState<readonly SaidOfFile[]>([])
  const [isPending, setPending] = useState(false)
  const ask = useQuestion(ImportProjectFileDocument)
  const { viewer } = props
  // Edits of a file that was read before a reload: there is nothing to choose again.
  const isKept = useSyncExternalStore(
    () => () => undefined,
    () => hasKept(sessionStorage, viewer.email ?? viewer.name, keptAs),
    () => false,
  )
  const begun = taken ?? (isKept ? { text: '', report: null, isFresh: false } : null)
  const take = async (text: string): Promise<void> => {
    const { value, problems: wrong } = readDocument(text)
    setProblems(wrong.map(saidOfProblem))
    if (value === null || wrong.length > 0) return
    if (textOf(value['apiVersion']).startsWith('operations-manager/')) {
      setTaken({ text, report: null, isFresh: true })
      return
    }
    setPending(true)
    try {
      const { importProjectFile: report } = await ask({ input: { file: text } })
      if (report.file === null) setProblems(report.problems.map(saidOfProblem))
      else setTaken({ text: report.file, report, isFresh: true })
    } catch (error) {
      setProblems([unanswered(words('notImported', { failure: error instanceof Error ? error.message : '' }))])
    } finally {
      setPending(false)
    }
  }
  if (begun !== null) {
    return (
      <Editor {...props} title={words('newTitle')} keptAs={keptAs} text={begun.text} isFresh={begun.isFresh}>
        {begun.report !== null && <ImportReport report={begun.report} />}
      </Editor>
    )
  }
  return (
    <Shell viewer={viewer} title={words('importTitle')} crumbs={props.crumbs}>
      <FileDoor isPending={isPending} problems={problems} onTake={(text) => void take(text)} />
    </Shell>
  )
}

function unanswered(message: string): SaidOfFile {
  return { message, isWrong: true, path: [], line: null, column: null, values: [], remedies: [], code: 'INTERNAL' }
}
