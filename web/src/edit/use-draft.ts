'use client'

import { useEffect, useEffectEvent, useReducer, useRef, useState, type Dispatch } from 'react'
import { afterAct, beginDraft, goesOnUnasked, isDirty, type Act, type Draft, type Version } from './document/draft.ts'
import { readAside } from './document/read-aside.ts'
import { forgetDraft, keepDraft, readKept } from './document/kept-draft.ts'
import type { Path } from './document/value.ts'
import type { Rebased } from './save/rebase.ts'

export type KeepingDraft = {
  readonly draft: Draft
  readonly act: Dispatch<Act>
  /** Where somebody else saved something else than what stands here; null while nobody has to be asked. */
  readonly overlaps: readonly Path[] | null
  /** What somebody else saved meanwhile was put together with the edits. */
  readonly isJoined: boolean
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
  // What nobody touched yet is made again as it was; a file that was imported is not.
  const isWorthKeeping = isDirty(draft) && (isFresh || draft.text !== text)
  useEffect(() => {
    if (!isBegun.current || isFinished.current) return
    if (isWorthKeeping) keepDraft(sessionStorage, key, draft)
    else forgetDraft(sessionStorage, key)
  }, [draft, key, isWorthKeeping])
  const { text: written } = draft
  const isUnread = draft.reading.of !== written
  useEffect(() => {
    if (!isUnread) return undefined
    const outdated = new AbortController()
    const timer = setTimeout(() => {
      void readAside(written, outdated.signal).then((reading) =>
        act({ type: 'read', reading: { ...reading, of: written } }),
      )
    }, quietMs)
    return () => {
      clearTimeout(timer)
      outdated.abort()
    }
  }, [written, isUnread])
  const { overlaps, isJoined } = useJoining(draft, act)
  useEffect(() => {
    if (!isWorthKeeping) return undefined
    const warn = (event: BeforeUnloadEvent): void => {
      if (!isFinished.current && !isLeaving.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isWorthKeeping])
  const finish = (): void => {
    isFinished.current = true
    forgetDraft(sessionStorage, key)
  }
  const leave = (): void => {
    isLeaving.current = true
  }
  return { draft, act, overlaps, isJoined, leave, finish }
}

type Joining = Pick<KeepingDraft, 'overlaps' | 'isJoined'>

/** Puts mine on top of what somebody else saved, and asks only where both changed the same. */
function useJoining(draft: Draft, act: Dispatch<Act>): Joining {
  const { base, text: mine, theirs } = draft
  const [found, setFound] = useState<{ readonly of: Version; readonly overlaps: readonly Path[] } | null>(null)
  const [isJoined, setJoined] = useState(false)
  const isUnasked = goesOnUnasked(draft)
  useEffect(() => {
    if (theirs === null) return undefined
    let isOld = false
    void rebaseOn(theirs.text, { base: base.text, mine }).then(({ text, overlaps }) => {
      if (isOld) return
      if (overlaps.length > 0 && !isUnasked) return setFound({ of: theirs, overlaps })
      // That a value was sealed is no news to whoever edits the file.
      setJoined((before) => before || !isUnasked)
      act({ type: 'keep-mine', mine, text })
    })
    return () => {
      isOld = true
    }
  }, [base, mine, theirs, isUnasked, act])
  return { overlaps: theirs !== null && found?.of === theirs ? found.overlaps : null, isJoined }
}

/** Comes with the editor of texts, which the page does not wait for. */
async function rebaseOn(theirs: string, mine: { readonly base: string; readonly mine: string }): Promise<Rebased> {
  const { rebased } = await import('./save/rebase.ts')
  return rebased({ ...mine, theirs })
}
