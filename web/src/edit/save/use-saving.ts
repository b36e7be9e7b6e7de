'use client'

import { useState, type Dispatch } from 'react'
import { PresentProjectDocument } from '../../../generated/graph.ts'
import { isSignedOut } from '../../graph/signed-out.ts'
import { useQuestion } from '../../graph/use-question.ts'
import type { Act, Draft, Version } from '../document/draft.ts'
import { saidOfProblem, type SaidOfFile } from '../problems/said.ts'
import type { Answer } from './confirm-save.tsx'
import { useSave, type SaveFailure, type SaveProblem } from './use-save.ts'

export type Saving = {
  readonly isPending: boolean
  readonly save: (answer?: Answer) => Promise<void>
  /** What saving asks before it happens: one thing, of one place or of several. */
  readonly questions: readonly SaveProblem[]
  /** What it was refused for, and for which text. */
  readonly refused: { readonly of: string; readonly said: readonly SaidOfFile[] } | null
  /** Nobody answered. */
  readonly failure: SaveFailure | null
  readonly close: () => void
}

type Options = {
  readonly draft: Draft
  readonly act: Dispatch<Act>
  readonly project: string | null
  readonly onSaved: (operation: string | null) => void
}

const asking: ReadonlySet<string> = new Set(['DataLossProblem', 'RetainedDataProblem'])

/** Saves a draft: asks what has to be asked, shows what is refused, and loses nothing when somebody else was faster. */
export function useSaving({ draft, act, project, onSaved }: Options): Saving {
  const [isPending, send] = useSave()
  const look = useLook(project)
  const [questions, setQuestions] = useState<Saving['questions']>([])
  const [refused, setRefused] = useState<Saving['refused']>(null)
  const [failure, setFailure] = useState<SaveFailure | null>(null)
  const [given, setGiven] = useState<Answer>({})
  const ask = (next: Saving['questions'], answers: Answer): void => {
    setQuestions(next)
    setGiven(answers)
  }
  const refuse = async (problems: readonly SaveProblem[], answers: Answer): Promise<void> => {
    const [first] = problems
    if (first !== undefined && problems.every(({ __typename }) => asking.has(__typename))) {
      ask(
        problems.filter(({ __typename }) => __typename === first.__typename),
        answers,
      )
      return
    }
    if (problems.some(({ __typename }) => __typename === 'ConflictProblem')) {
      const { theirs, failure: unread } = await look()
      setFailure(unread)
      if (theirs !== null) act({ type: 'saved-elsewhere', theirs })
      if (theirs !== null || unread !== null) return
    }
    setRefused({ of: draft.text, said: problems.map(saidOfProblem) })
  }
  const save = async (answer: Answer = {}): Promise<void> => {
    // Several things may be asked one after the other: what was answered before is sent along.
    const answers = { ...given, ...answer }
    const { confirm = null, retained = null } = answers
    const result = await send({ file: draft.text, revision: draft.base.revision, confirm, retained })
    setFailure(result.kind === 'unanswered' ? result.failure : null)
    ask([], {})
    if (result.kind === 'saved') onSaved(result.operation)
    if (result.kind === 'refused') await refuse(result.problems, answers)
  }
  return { isPending, save, questions, refused, failure, close: () => ask([], {}) }
}

type Seen = { readonly theirs: Version | null; readonly failure: SaveFailure | null }

/** Reads what somebody else saved; that nobody answers is no reason to lose what one wanted to save. */
function useLook(project: string | null): () => Promise<Seen> {
  const present = useQuestion(PresentProjectDocument)
  return async () => {
    if (project === null) return { theirs: null, failure: null }
    try {
      const { project: now } = await present({ name: project })
      return { theirs: now === null ? null : { text: now.file, revision: now.revision }, failure: null }
    } catch (error) {
      const { message, cause } = error instanceof Error ? error : new Error('nothing was answered')
      return { theirs: null, failure: { message, isSignedOut: isSignedOut(cause) } }
    }
  }
}
