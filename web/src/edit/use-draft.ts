'use client'

import { useEffect, useReducer, useRef, useState, type Dispatch } from 'react'
import { afterAct, beginDraft, isDirty, type Act, type Draft, type Version } from './document/draft.ts'
import { forgetDraft, keepDraft, keptKey, readKept } from './document/kept-draft.ts'

export type KeepingDraft = {
  readonly draft: Draft
  readonly act: Dispatch<Act>
  /** True if edits of an earlier visit are shown. */
  readonly isRestored: boolean
  /** Ends it: what was kept goes, and leaving asks nothing any more. */
  readonly finish: () => void
}

type Options = { readonly base: Version; readonly text: string; readonly person: string; readonly project: string | null }

const quietMs = 150

/** A draft that outlives a reload and a sign-in, and is not left by mistake. */
export function useDraft({ base, text, person, project }: Options): KeepingDraft {
  const [draft, act] = useReducer(afterAct, { base, text }, (first) => beginDraft(first.base, first.text))
  const [isRestored, setRestored] = useState(false)
  const isBegun = useRef(false)
  const isFinished = useRef(false)
  const key = keptKey(person, project)
  useEffect(() => {
    const kept = readKept(sessionStorage, key)
    if (kept !== null && kept.text !== kept.base.text) {
      act({ type: 'restore', ...kept })
      setRestored(true)
      // It began with an older version: the present one is then somebody else's.
      if (kept.base.revision !== base.revision) act({ type: 'saved-elsewhere', theirs: base })
    }
    isBegun.current = true
  }, [key])
  useEffect(() => {
    if (isBegun.current && !isFinished.current) keepDraft(sessionStorage, key, draft)
  }, [draft, key])
  useEffect(() => {
    if (draft.reading.of === draft.text) return undefined
    const timer = setTimeout(() => act({ type: 'read' }), quietMs)
    return () => clearTimeout(timer)
  }, [draft.text, draft.reading.of])
  const dirty = isDirty(draft)
  useEffect(() => {
    if (!dirty) return undefined
    const warn = (event: BeforeUnloadEvent): void => {
      if (!isFinished.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
  const finish = (): void => {
    isFinished.current = true
    forgetDraft(sessionStorage, key)
  }
  return { draft, act, isRestored, finish }
}
