'use client'

import { use, useEffect, useRef, useState } from 'react'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { useAnswer } from '../graph/use-answer.ts'
import { livePart, newerPart, retryAfterMs, type LivePart } from './live-part.ts'

/** What the server began to ask for the view that the address names, while it sent the page. */
export type FirstPart = { readonly key: string; readonly answer: Promise<LivePart<unknown>> }

type Asked<Data, Variables> = {
  /** Names the view and what it was asked for. */
  readonly key: string
  readonly document: TypedDocumentString<Data, Variables>
  readonly variables: Variables
  /** Another number is another look. */
  readonly look: number
  /** How long what was seen is shown before it is looked at again by itself; without it, only when a change is told. */
  readonly everyMs?: number
  readonly first: FirstPart
}

type WithLive = { readonly project: { readonly deployment: { readonly live: unknown } | null } | null }
type PartOf<Data extends WithLive> = NonNullable<NonNullable<NonNullable<Data['project']>['deployment']>['live']>

/** What the cluster sees, asked anew when it changed; null until the first answer is there. */
export function useLivePart<Data extends WithLive, Variables>(
  asked: Asked<Data, Variables>,
): LivePart<PartOf<Data>> | null {
  type Part = PartOf<Data>
  const { key, document, variables, look, first, everyMs } = asked
  const ask = useAnswer(document)
  // The key says that it was asked by this very document.
  const begun = key === first.key ? (use(first.answer) as LivePart<Part>) : null
  const [shown, setShown] = useState(begun === null ? null : { key, answer: begun })
  const done = useRef(begun === null ? null : `${key} ${look}`)
  const isMissing = useRef(begun !== null && begun.missing !== null)
  const latest = useRef(variables)
  useEffect(() => {
    latest.current = variables
  })
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const answer = async (failures: number): Promise<void> => {
      const { data, failures: why } = await ask(latest.current)
      if (isOver) return
      done.current = `${key} ${look}`
      // `Part` is the type of `live` in this document.
      const newer = livePart(data, why) as LivePart<Part>
      setShown((before) => ({ key, answer: newerPart(before?.key === key ? before.answer : null, newer) }))
      if (newer.missing !== null) again(failures + 1)
      else later()
    }
    const again = (failures: number): void => {
      timer = setTimeout(() => void answer(failures), retryAfterMs(failures))
    }
    const later = (): void => {
      if (everyMs === undefined) return
      // What nobody looks at costs the cluster nothing.
      timer = setTimeout(() => (isLookedAt() ? void answer(0) : later()), everyMs)
    }
    if (done.current !== `${key} ${look}`) void answer(0)
    else if (isMissing.current) again(1)
    else later()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [ask, key, look, everyMs])
  return shown?.key === key ? shown.answer : null
}

const isLookedAt = (): boolean => globalThis.document.visibilityState === 'visible'
