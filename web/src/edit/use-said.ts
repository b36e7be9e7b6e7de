'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { Draft } from './document/draft.ts'
import { gathered, saidOfNotice, saidOfProblem, type SaidOfFile } from './problems/said.ts'
import { textOf } from './document/value.ts'
import type { Checked } from './use-check.ts'

type Options = {
  readonly draft: Draft
  readonly checked: Checked
  readonly refused: { readonly of: string; readonly said: readonly SaidOfFile[] } | null
  readonly isNew: boolean
}

/**
 * All that is said about the draft. What is wrong with the YAML itself is known at once; while there is such, nothing
 * else is said, since it was about another text.
 */
export function useSaidOf({ draft, checked, refused, isNew }: Options): readonly SaidOfFile[] {
  const words = useTranslations('edit')
  const { reading, text } = draft
  return useMemo(() => {
    const own = reading.problems.map(saidOfProblem)
    if (own.length > 0) return own
    const { check } = checked
    const ofCheck = check === null ? [] : [...check.problems.map(saidOfProblem), ...check.notices.map(saidOfNotice)]
    const ofSaving = refused?.of === text ? refused.said : []
    const name = textOf(reading.value?.['name'])
    const taken =
      isNew && check !== null && check.revision !== null ? [nameTaken(words('projectExists', { name }))] : []
    return gathered(ofCheck, ofSaving, taken).map((one) => {
      if (one.code !== 'RETAINED_DATA') return one
      // The platform says how a program would answer; here it is asked.
      const [, deployment = '', , service = ''] = one.path
      return { ...one, message: words('retainedAsked', { deployment, service }), remedies: [] }
    })
  }, [reading, text, checked, refused, isNew, words])
}

/** A new project must not change one that exists, though the one who makes it may do so. */
function nameTaken(message: string): SaidOfFile {
  return {
    message,
    isWrong: true,
    path: ['name'],
    line: null,
    column: null,
    values: [],
    remedies: [],
    code: 'NAME_TAKEN',
  }
}
