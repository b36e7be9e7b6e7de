'use client'

import { useEffect, useRef, useState } from 'react'
import { CombinedError } from 'urql'
import { CheckProjectFileDocument, type CheckProjectFileQuery } from '../../generated/graph.ts'
import { useQuestion } from '../graph/use-question.ts'

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

/** Lets the platform check a text whenever nothing was typed for a moment; a later text's answer is never overtaken. */
export function useCheck(text: string, project: string | null, isOn: boolean): Checked {
  const ask = useQuestion(CheckProjectFileDocument)
  const [checked, setChecked] = useState<Checked>({ check: null, of: null, isAway: false, isSignedOut: false })
  const newest = useRef(0)
  useEffect(() => {
    const number = ++newest.current
    if (!isOn) return undefined
    const timer = setTimeout(() => {
      ask({ input: { file: text, project } }).then(
        ({ checkProjectFile: check }) => {
          if (number === newest.current) setChecked({ check, of: text, isAway: false, isSignedOut: false })
        },
        (error: unknown) => {
          const isSignedOut = error instanceof Error && isRefusedFor401(error.cause)
          if (number === newest.current) setChecked((before) => ({ ...before, isAway: true, isSignedOut }))
        },
      )
    }, waitMs)
    return () => clearTimeout(timer)
  }, [ask, text, project, isOn])
  return checked
}

function isRefusedFor401(cause: unknown): boolean {
  if (!(cause instanceof CombinedError)) return false
  const response: unknown = cause.response
  return response instanceof Response && response.status === 401
}
