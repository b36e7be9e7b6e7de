'use client'

import { useState, type Dispatch } from 'react'
import { PresentProjectDocument } from '../../../generated/graph.ts'
import { useQuestion } from '../../graph/use-question.ts'
import type { Act, Draft } from '../document/draft.ts'
import { saidOfProblem, type SaidOfFile } from '../problems/said.ts'
import type { Answer } from './confirm-save.tsx'
import { useSave, type SaveProblem } from './use-save.ts'

export type Saving = {
  readonly isPending: boolean
  readonly save: (answer?: Answer) => Promise<void>
  /** What saving asks before it happens. */
  readonly question: SaveProblem | null
  /** What it was refused for, and for which text. */
  readonly refused: { readonly of: string; readonly said: readonly SaidOfFile[] } | null
  /** Nobody answered. */
  readonly failure: string | null
  readonly close: () => void
}

type Options = {
  readonly draft: Draft
  readonly act: Dispatch<Act>
  readonly project: string | null
  readonly onSaved: (operation: string | null) => void
}

const questions: ReadonlySet<string> = new Set(['DataLossProblem', 'InUseProblem', 'RetainedDataProblem'])

/** Saves a draft: asks what has to be asked, shows what is refused, and loses nothing when somebody else was faster. */
export function useSaving({ draft, act, project, onSaved }: Options): Saving {
  const [isPending, send] = useSave()
  const present = useQuestion(PresentProjectDocument)
  const [question, setQuestion] = useState<SaveProblem | null>(null)
  const [refused, setRefused] = useState<Saving['refused']>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [given, setGiven] = useState<Answer>({})
  const save = async (answer: Answer = {}): Promise<void> => {
    // Several things may be asked one after the other: what was answered before is sent along.
    const answers = { ...given, ...answer }
    const { text } = draft
    const result = await send({
      file: text,
      revision: draft.base.revision,
      confirm: answers.confirm ?? null,
      retained: answers.retained ?? null,
    })
    setFailure(result.kind === 'unanswered' ? result.message : null)
    setQuestion(null)
    setGiven({})
    if (result.kind === 'saved') onSaved(result.operation)
    if (result.kind !== 'refused') return
    const asked = result.problems.find(({ __typename }) => questions.has(__typename)) ?? null
    if (asked !== null && result.problems.every(({ __typename }) => questions.has(__typename))) {
      setQuestion(asked)
      setGiven(answers)
      return
    }
    const conflict = result.problems.find(({ __typename }) => __typename === 'ConflictProblem')
    if (conflict !== undefined && project !== null) {
      const { project: theirs } = await present({ name: project })
      if (theirs !== null) act({ type: 'saved-elsewhere', theirs: { text: theirs.file, revision: theirs.revision } })
      return
    }
    setRefused({ of: text, said: result.problems.map(saidOfProblem) })
  }
  const close = (): void => {
    setQuestion(null)
    setGiven({})
  }
  return { isPending, save, question, refused, failure, close }
}
