'use client'

import { useEffect, useState } from 'react'
import { CheckProjectFileDocument, type CheckProjectFileQuery } from '../../generated/graph.ts'
import { isSignedOut } from '../graph/signed-out.ts'
import { useQuestion } from '../graph/use-question.ts'
import type { Draft } from './document/draft.ts'

export type Check = CheckProjectFileQuery['checkProjectFile']

/** What the platform says of a text: about the newest one that was answered, and whether that is the present one. */
export type Checked = {
  readonly check: Check | null
  /** The text that was checked. */
  readonly of: string | null
  readonly isAway: boolean
  /** Nobody is signed in any more, so nothing is answered until somebody is. */
  readonly isSignedOut: boolean
}

const waitMs = 300
/** After how long it is asked again where nobody answered, or what stands in the way goes by itself. */
const againMs = 3_000

/** Lets the platform check what can be read, whenever nothing was typed for a moment; a later text's answer is never overtaken. */
export function useCheck({ text, reading }: Draft, project: string | null): Checked {
  const isReadable = reading.problems.length === 0 && reading.of === text
  const isOn = isReadable && text !== ''
  const ask = useQuestion(CheckProjectFileDocument)
  const [checked, setChecked] = useState<Checked>({ check: null, of: null, isAway: false, isSignedOut: false })
  useEffect(() => {
    if (!isOn) return undefined
    let isOld = false
    let timer: ReturnType<typeof setTimeout>
    const askIn = (ms: number): void => {
      timer = setTimeout(() => {
        ask({ input: { file: text, project } }).then(
          ({ checkProjectFile: check }) => {
            if (isOld) return
            setChecked({ check, of: text, isAway: false, isSignedOut: false })
            if (check.problems.some(({ retry }) => retry === 'LATER')) askIn(againMs)
          },
          (error: unknown) => {
            if (isOld) return
            const isOut = error instanceof Error && isSignedOut(error.cause)
            setChecked((before) => ({ ...before, isAway: true, isSignedOut: isOut }))
            askIn(againMs)
          },
        )
      }, ms)
    }
    askIn(waitMs)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [ask, text, project, isOn])
  return checked
}
