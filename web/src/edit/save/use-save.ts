'use client'

import { useRef } from 'react'
import { SaveProjectFileDocument, type RetainedChoice, type SaveProjectFileMutation } from '../../../generated/graph.ts'
import { useChange } from '../../graph/use-change.ts'

export type SaveProblem = SaveProjectFileMutation['applyProjectFile']['problems'][number]

/** What saving came to. `operation` is null where the file says what is saved already. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly operation: string | null }
  | { readonly kind: 'refused'; readonly problems: readonly SaveProblem[] }
  | { readonly kind: 'unanswered'; readonly failure: SaveFailure }

/** Why nobody answered. */
export type SaveFailure = { readonly message: string; readonly isSignedOut: boolean }

export type SaveInput = {
  readonly file: string
  readonly revision: string | null
  readonly confirm: string | null
  readonly retained: RetainedChoice | null
}

/** Saves a file. What got no answer is sent again under the same key, so that it happens once whatever was lost. */
export function useSave(): readonly [isPending: boolean, save: (input: SaveInput) => Promise<SaveResult>] {
  const [isPending, apply] = useChange(SaveProjectFileDocument)
  const attempt = useRef<{ readonly input: string; readonly key: string } | null>(null)
  const save = async (input: SaveInput): Promise<SaveResult> => {
    const said = JSON.stringify(input)
    const key = attempt.current?.input === said ? attempt.current.key : crypto.randomUUID()
    attempt.current = { input: said, key }
    const { file, revision, confirm, retained } = input
    const changed = await apply({
      input: { file, expectedRevision: revision, confirm, retained, idempotencyKey: key, dryRun: false },
    })
    if ('failure' in changed) {
      return { kind: 'unanswered', failure: { message: changed.failure, isSignedOut: changed.isSignedOut } }
    }
    attempt.current = null
    const { operation, problems } = changed.data.applyProjectFile
    return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'saved', operation: operation?.id ?? null }
  }
  return [isPending, save]
}
