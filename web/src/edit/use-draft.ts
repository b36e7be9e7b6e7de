'use client'

import { useEffect, useEffectEvent, useReducer, useRef, type Dispatch } from 'react'
import { afterAct, beginDraft, goesOnUnasked, isDirty, type Act, type Draft, type Version } from './document/draft.ts'
import { forgetDraft, keepDraft, readKept } from './document/kept-draft.ts'

export type KeepingDraft = {
  readonly draft: Draft
  readonly act: Dispatch<Act>
  /** Lets one leave unasked: what is kept stays kept. */
  readonly leave: () => void
  /** Ends it: what was kept goes, and leaving asks nothing any more. */
  readonly finish: () => void
}

type Options = { readonly base: Version; readonly text: string; readonly key: string; readonly isFresh: boolean }

const quietMs = 150

/** A draft that outlives a reload and a sign-in, and is not left by mistake. */
export function useDraft({ base, text, key, isFresh }: Options): KeepingDraft {
  const [draft, act] = useReducer(afterAct, { base, text }, (first) => beginDraft(first.base, first.text))
  const isBegun = useRef(false)
  const isFinished = useRef(false)
  const isLeaving = useRef(false)
  const restore = useEffectEvent(() => {
    const kept = isFresh ? null : readKept(sessionStorage, key)
    isBegun.current = true
    if (kept === null || kept.text === kept.base.text) return
    act({ type: 'restore', ...kept })
    // It began with an older version: the present one is then somebody else's.
    if (kept.base.revision !== base.revision) act({ type: 'saved-elsewhere', theirs: base })
  })
  useEffect(() => restore(), [])
  useEffect(() => {
    if (isBegun.current && !isFinished.current) keepDraft(sessionStorage, key, draft)
  }, [draft, key])
  useEffect(() => {
    if (draft.reading.of === draft.text) return undefined
    const timer = setTimeout(() => act({ type: 'read' }), quietMs)
    return () => clearTimeout(timer)
  }, [draft.text, draft.reading.of])
  useEffect(() => {
    const { base, text: mine, theirs } = draft
    if (theirs === null || !goesOnUnasked(draft)) return
    void rebaseOn(theirs.text, { base: base.text, mine }).then((next) => act({ type: 'keep-mine', mine, text: next }))
  }, [draft])
  const dirty = isDirty(draft)
  useEffect(() => {
    if (!dirty) return undefined
    const warn = (event: BeforeUnloadEvent): void => {
      if (!isFinished.current && !isLeaving.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
  const finish = (): void => {
    isFinished.current = true
    forgetDraft(sessionStorage, key)
  }
  const leave = (): void => {
    isLeaving.current = true
  }
  return { draft, act, leave, finish }
}

/** Comes with the editor of texts, which the page does not wait for. */
async function rebaseOn(theirs: string, mine: { readonly base: string; readonly mine: string }): Promise<string> {
  const { rebased } = await import('./save/rebase.ts')
  return rebased({ ...mine, theirs }).text
}
